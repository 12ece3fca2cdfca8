"""Writes the samples in `parquet/`: run here with Python, Polars and DuckDB installed.

The people of `people.parquet` and the answers of `audit.parquet` stand as text in the test that reads them.
"""

from datetime import date, datetime

import duckdb
import polars as pl

# Names in a dictionary, times in microseconds, Zstandard; a list of topics, and a column of subjects.
pl.DataFrame(
    {
        "Sent": [
            datetime(2026, 1, 6, 10, 28, 9),
            datetime(2026, 1, 6, 11, 0),
            None,
            datetime(2026, 1, 7, 9, 0),
            datetime(1969, 12, 31, 23, 59, 59),
        ],
        "Sender": [
            "asha.patel@council.example",
            "Sam Lee <sam.lee@police.example>",
            None,
            "jo@community.example",
            "asha.patel@council.example",
        ],
        "Recipients": [
            "sam.lee@police.example; jo@community.example",
            "asha.patel@council.example",
            None,
            "asha.patel@council.example",
            "sam.lee@police.example",
        ],
        "Subject": ["never", "to be", None, "read", "here"],
        "Topics": [["repairs", "damp"], [], None, ["café"], ["repairs"]],
        "Channel": pl.Series(["Email", "Email", None, "chat", None], dtype=pl.Categorical),
        "Minutes": pl.Series([None, None, None, 12, None], dtype=pl.UInt8),
    }
).write_parquet("parquet/log.parquet", compression="zstd", row_group_size=2)

# Staff numbers longer than a number can be exact, days, yes and no, Snappy.
duckdb.sql(
    """
    create table people as select * from (values
        (9007199254740993, 'Asha Patel', 'council', 'Housing', date '2019-04-01', true),
        (9007199254740995, 'Sam Lee', 'police', 'North', date '2021-11-30', false),
        (9007199254740997, 'Jo Müller', 'community', null, null, null)
    ) as t(person, name, sector, team, joined, may_name)
    """
)
duckdb.sql("copy people to 'parquet/people.parquet' (format parquet, compression snappy)")

# Answers in words, of a dictionary and not; gzip.
pl.DataFrame(
    {
        "person": ["asha.patel@council.example", "sam.lee@police.example", "jo@community.example"],
        "date": [date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)],
        "Video calls": pl.Series(["Very confident", "Confident", None], dtype=pl.Categorical),
        "Shared documents": ["Not confident", "Confident", "Very confident"],
        "Spreadsheets": ["Confident", None, "Not confident"],
    }
).write_parquet("parquet/audit.parquet", compression="gzip")

# The same kinds of table, each with one cell that cannot be read.
pl.DataFrame(
    {
        "time": ["2026-01-06 10:28", "2026-02-30 11:00", "2026-01-07 09:00"],
        "from": ["a@council.example", "b@police.example", ""],
        "to": ["b@police.example", "a@council.example", "a@council.example"],
    }
).write_parquet("parquet-broken/log.parquet", compression="zstd")
pl.DataFrame(
    {
        "person": ["a@council.example", "", "b@police.example"],
        "name": ["Asha Patel", "Sam Lee", "Jo Müller"],
        "team": ["Housing", "North", "North"],
        "joined": ["2019-04-01", "2021-11-30", "soon"],
        "may_name": ["yes", "no", "perhaps"],
    }
).write_parquet("parquet-broken/people.parquet", compression="snappy")
