"""A number with the thing that it counts."""


def counted(number: int, what: str) -> str:
    """As in "1 case" and "1,204 cases"; `what` takes an s."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
