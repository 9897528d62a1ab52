"""Why a mail server does not let us in, and what in GOODWORD_SMTP would mend it."""

import smtplib
import socket
import ssl

from django.utils.translation import gettext as _


def mail_in_words(problem: OSError, host: str, port: int) -> tuple[str, str]:
    """What is wrong, and how to mend it."""
    where = {"host": host, "port": port, "why": _its_words(problem)}
    if isinstance(problem, smtplib.SMTPException):
        return _said_by_the_server(problem, where)
    if isinstance(problem, ssl.SSLError):
        return _about_tls(problem, where)
    if isinstance(problem, socket.gaierror):
        return _("The mail server %(host)s cannot be found.") % where, _("Look at its name in GOODWORD_SMTP.")
    if isinstance(problem, TimeoutError):
        return (
            _("The mail server %(host)s does not answer at port %(port)s.") % where,
            _("With port 465 write smtps://, with 587 smtp://. If that is so, a firewall may be in the way."),
        )
    return (
        _("The mail server %(host)s cannot be reached at port %(port)s: %(why)s") % where,
        _("Look at host and port in GOODWORD_SMTP: smtp:// has port 587 mostly, smtps:// port 465."),
    )


def _said_by_the_server(problem: smtplib.SMTPException, where: dict[str, object]) -> tuple[str, str]:
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return (
            _("The mail server %(host)s does not take our user and password: %(why)s") % where,
            _(
                "Look at both in GOODWORD_SMTP; # / ? @ and % are written %23 %2F %3F %40 and %25."
                " Some providers want a password that they make for one program."
            ),
        )
    if isinstance(problem, smtplib.SMTPNotSupportedError) and "STARTTLS" in str(problem):
        return (
            _("The mail server %(host)s has no TLS at port %(port)s, so no password is sent to it.") % where,
            _("Ask your provider for its port with TLS: with port 465 write smtps://"),
        )
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        return (
            _("The mail server %(host)s asks for no user and password.") % where,
            _("Leave them out: GOODWORD_SMTP=smtp://host:port?from=hello@example.org"),
        )
    return (
        _("The mail server %(host)s does not let us in: %(why)s") % where,
        _("With port 465 write smtps://, with 587 smtp://. If that is so, ask your provider what it means."),
    )


def _about_tls(problem: ssl.SSLError, where: dict[str, object]) -> tuple[str, str]:
    if isinstance(problem, ssl.SSLCertVerificationError):
        return (
            _("The certificate of the mail server %(host)s is not valid: %(why)s") % where,
            _("Write the host in GOODWORD_SMTP as its certificate names it."),
        )
    return (
        _("The mail server %(host)s does not begin with TLS at port %(port)s.") % where,
        _("Write smtp:// in GOODWORD_SMTP, mostly with port 587: it asks for TLS a moment later."),
    )


def _its_words(problem: OSError) -> str:
    said = getattr(problem, "smtp_error", None) or getattr(problem, "verify_message", None)
    said = said or problem.strerror or str(problem)
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split())[:200]
