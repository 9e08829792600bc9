"""The program's side of the engine: starts the child, speaks its protocol, keeps what it says.

Only this package imports `runtime`. Importing the package itself brings no Qt: the terminal uses `launch`, `weights`,
`convert`, `pipe` and `recorder`; the window adds `client`, `session` and `futures`.
"""
