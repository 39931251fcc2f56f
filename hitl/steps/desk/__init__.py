"""What people do at the review desk beside deciding: hold, hand over, put off, note, and save for later."""
