from .business import Business, Member, Role
from .change import Change
from .job import Job
from .link import Link
from .login import Login, Passkey, SignInTry
from .row import Row, Rules
from .source import Source

__all__ = [
    "Business",
    "Change",
    "Job",
    "Link",
    "Login",
    "Member",
    "Passkey",
    "Role",
    "Row",
    "Rules",
    "SignInTry",
    "Source",
]
