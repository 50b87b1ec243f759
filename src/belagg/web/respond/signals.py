"""What happens on the officials' side, for other apps to act on; sent within the transaction."""

from django.dispatch import Signal

response_sent = Signal()
"""A response was signed off and sent: project, unit_id, recipient_id, at."""

follow_up_answered = Signal()
"""A follow-up question was answered: project, follow_up_id, unit_id, at."""

opted_out = Signal()
"""A recipient wants no more mail: project, recipient_id, at."""

wrong_person = Signal()
"""A recipient named a better one: project, recipient_id, name, email, role, at."""
