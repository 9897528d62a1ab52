from .hook import Delivery, Hook
from .inlet import Inlet, StripeTelling
from .key import ApiKey, Once

__all__ = ["ApiKey", "Delivery", "Hook", "Inlet", "Once", "StripeTelling"]
