"""What the product has been worth: four figures from the log, and the assumptions behind them."""
