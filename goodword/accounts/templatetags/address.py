"""What stands against links for others, for pages that would offer one."""

from django import template

from goodword.accounts.public_address import why_not_public

register = template.Library()
register.simple_tag(why_not_public, name="why_not_public")
