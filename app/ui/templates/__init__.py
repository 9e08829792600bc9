"""Prompt templates as a person uses them: choose, fill in, see the exact text, copy and edit."""

from app.ui.templates.dialog import TemplatesDialog
from app.ui.templates.presenter import TemplatesPresenter
from app.ui.templates.states import TemplateUse

__all__ = ["TemplateUse", "TemplatesDialog", "TemplatesPresenter"]
