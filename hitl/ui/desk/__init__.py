"""The review desk: the rail with the queue, the case with its evidence, the draft with its decision."""
