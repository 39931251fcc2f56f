"""A simulated shop: goods, customers, their words and orders, reviewers with habits, and a bad batch.

Everything is drawn from one seed and dated relative to one present, so that the same seed and present give
the same history. Nothing is written into tables: what was drawn goes through the product's own steps.

    goods, customers, orders -> what people bought          words, requests -> what they write
    history -> all visits of ninety days, with the event    desk, reviewers -> who decides what, and when
    run -> living through it on a clock that is moved
"""
