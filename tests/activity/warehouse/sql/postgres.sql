WITH "given" AS (
  SELECT
    "date" AS "date",
    COALESCE("member", '') AS "member",
    COALESCE("team", '') AS "team",
    CASE
      WHEN COALESCE("kind", '') = ?
      THEN ?
      WHEN COALESCE("kind", '') = ?
      THEN NULL
      ELSE COALESCE("kind", '')
    END AS "kind",
    COALESCE("count", 1) AS "count",
    "amount" AS "amount",
    "score" AS "score",
    COALESCE("account", '') AS "account",
    CASE WHEN COALESCE("source", '') = ? THEN ? ELSE COALESCE("source", '') END AS "source",
    COALESCE("record", '') AS "record"
  FROM "sales"."activity"
), "log" AS (
  SELECT
    "date",
    "member",
    "team",
    "kind",
    "count",
    "amount",
    "score",
    "account",
    "source",
    "record"
  FROM "given"
  WHERE
    "member" <> ''
    AND NOT "kind" IS NULL
    AND NOT "date" IS NULL
    AND "count" >= 0
    AND (
      "score" IS NULL OR "score" >= 0
    )
), "period" AS (
  SELECT
    "date" AS "date",
    "member" AS "member",
    "team" AS "team",
    "kind" AS "kind",
    "count" AS "count",
    "amount" AS "amount",
    "score" AS "score",
    "account" AS "account",
    "source" AS "source",
    "record" AS "record",
    CAST(DATE_TRUNC('MONTH', "date") AS DATE) AS "month"
  FROM "log" AS "log"
  WHERE
    "date" BETWEEN ? AND ?
    OR (
      "kind" = 'pipeline'
      AND "record" <> ''
      AND "date" > ?
      AND CAST(DATE_TRUNC('MONTH', "date") AS DATE) = DATE_TRUNC('MONTH', CAST(? AS DATE))
    )
), "counted" AS (
  SELECT
    "date" AS "date",
    "member" AS "member",
    "team" AS "team",
    "kind" AS "kind",
    "count" AS "count",
    "amount" AS "amount",
    "score" AS "score",
    "account" AS "account",
    "source" AS "source",
    "record" AS "record",
    "month" AS "month"
  FROM "period" AS "period"
  WHERE
    NOT "kind" IN (?, ?)
  UNION ALL
  SELECT
    "date",
    "member",
    "team",
    "kind",
    "count",
    "amount",
    "score",
    "account",
    "source",
    "record",
    "month"
  FROM (
    SELECT
      "date" AS "date",
      "member" AS "member",
      "team" AS "team",
      "kind" AS "kind",
      "count" AS "count",
      "amount" AS "amount",
      "score" AS "score",
      "account" AS "account",
      "source" AS "source",
      "record" AS "record",
      "month" AS "month",
      MAX("date") OVER (PARTITION BY "member", "kind", "account", "record", "month") AS "_w",
      MAX(CASE WHEN "record" = '' THEN 1 ELSE 0 END) OVER (PARTITION BY "member", "kind", "account", "month") AS "_w_2",
      SUM(CASE WHEN "record" = '' THEN 1 ELSE 0 END) OVER (PARTITION BY "member", "kind", "month") AS "_w_3",
      MAX(CASE WHEN "record" = '' THEN "date" END) OVER (PARTITION BY "member", "kind", "month") AS "_w_4"
    FROM "period" AS "period"
    WHERE
      "kind" IN (?, ?)
  ) AS "_t"
  WHERE
    "date" = "_w"
    AND (
      "record" = ''
      OR (
        (
          "account" = '' OR "_w_2" = 0
        ) AND (
          "_w_3" < 2 OR "date" > "_w_4"
        )
      )
    )
)
SELECT
  "member" AS "member",
  "month" AS "month",
  COALESCE(SUM("amount") FILTER(WHERE
    "kind" IN (?, ?, ?)), 0) AS "t0",
  COALESCE(SUM("count") FILTER(WHERE
    "kind" IN (?)), 0) AS "t1",
  COALESCE(SUM("count") FILTER(WHERE
    "kind" IN (?)), 0) AS "t2",
  COALESCE(SUM("count") FILTER(WHERE
    "kind" IN (?)), 0) AS "t3",
  COALESCE(SUM("amount") FILTER(WHERE
    "kind" IN (?)), 0) AS "t4",
  COALESCE(
    COUNT(DISTINCT "account") FILTER(WHERE
      "kind" IN (?) AND "account" <> '' AND "source" IN (?) AND NOT "source" IN (?)),
    0
  ) AS "t5"
FROM "counted" AS "counted"
GROUP BY
  "member",
  "month"
ORDER BY
  "member",
  "month"
