"""The way of a request, one step a file: intake, context, draft, gate, review, execute, record, measure."""
