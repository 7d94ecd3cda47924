WITH `given` AS (
  SELECT
    `date` AS `date`,
    COALESCE(`member`, '') AS `member`,
    COALESCE(`team`, '') AS `team`,
    CASE
      WHEN COALESCE(`kind`, '') = ?
      THEN ?
      WHEN COALESCE(`kind`, '') = ?
      THEN NULL
      ELSE COALESCE(`kind`, '')
    END AS `kind`,
    COALESCE(`count`, 1) AS `count`,
    `amount` AS `amount`,
    `score` AS `score`,
    COALESCE(`account`, '') AS `account`,
    CASE WHEN COALESCE(`source`, '') = ? THEN ? ELSE COALESCE(`source`, '') END AS `source`,
    COALESCE(`record`, '') AS `record`
  FROM `sales`.`activity`
), `log` AS (
  SELECT
    `date`,
    `member`,
    `team`,
    `kind`,
    `count`,
    `amount`,
    `score`,
    `account`,
    `source`,
    `record`
  FROM `given`
  WHERE
    `member` <> ''
    AND NOT `kind` IS NULL
    AND NOT `date` IS NULL
    AND `count` >= 0
    AND (
      `score` IS NULL OR `score` >= 0
    )
), `period` AS (
  SELECT
    `date` AS `date`,
    `member` AS `member`,
    `team` AS `team`,
    `kind` AS `kind`,
    `count` AS `count`,
    `amount` AS `amount`,
    `score` AS `score`,
    `account` AS `account`,
    `source` AS `source`,
    `record` AS `record`,
    CAST(DATE_TRUNC(`date`, MONTH) AS DATE) AS `month`
  FROM `log` AS `log`
  WHERE
    `date` BETWEEN ? AND ?
    OR (
      `kind` = 'pipeline'
      AND `record` <> ''
      AND `date` > ?
      AND CAST(DATE_TRUNC(`date`, MONTH) AS DATE) = DATE_TRUNC(CAST(? AS DATE), MONTH)
    )
), `counted` AS (
  SELECT
    `date` AS `date`,
    `member` AS `member`,
    `team` AS `team`,
    `kind` AS `kind`,
    `count` AS `count`,
    `amount` AS `amount`,
    `score` AS `score`,
    `account` AS `account`,
    `source` AS `source`,
    `record` AS `record`,
    `month` AS `month`
  FROM `period` AS `period`
  WHERE
    NOT `kind` IN (?, ?)
  UNION ALL
  SELECT
    `date` AS `date`,
    `member` AS `member`,
    `team` AS `team`,
    `kind` AS `kind`,
    `count` AS `count`,
    `amount` AS `amount`,
    `score` AS `score`,
    `account` AS `account`,
    `source` AS `source`,
    `record` AS `record`,
    `month` AS `month`
  FROM `period` AS `period`
  WHERE
    `kind` IN (?, ?)
  QUALIFY
    `date` = MAX(`date`) OVER (PARTITION BY `member`, `kind`, `account`, `record`, `month`)
    AND (
      `record` = ''
      OR (
        (
          `account` = ''
          OR MAX(CASE WHEN `record` = '' THEN 1 ELSE 0 END) OVER (PARTITION BY `member`, `kind`, `account`, `month`) = 0
        )
        AND (
          SUM(CASE WHEN `record` = '' THEN 1 ELSE 0 END) OVER (PARTITION BY `member`, `kind`, `month`) < 2
          OR `date` > MAX(CASE WHEN `record` = '' THEN `date` END) OVER (PARTITION BY `member`, `kind`, `month`)
        )
      )
    )
)
SELECT
  `member` AS `member`,
  `month` AS `month`,
  COALESCE(SUM(IF(`kind` IN (?, ?, ?), `amount`, NULL)), 0) AS `t0`,
  COALESCE(SUM(IF(`kind` IN (?), `count`, NULL)), 0) AS `t1`,
  COALESCE(SUM(IF(`kind` IN (?), `count`, NULL)), 0) AS `t2`,
  COALESCE(SUM(IF(`kind` IN (?), `count`, NULL)), 0) AS `t3`,
  COALESCE(SUM(IF(`kind` IN (?), `amount`, NULL)), 0) AS `t4`,
  COALESCE(
    COUNT(
      DISTINCT IF(
        `kind` IN (?) AND `account` <> '' AND `source` IN (?) AND NOT `source` IN (?),
        `account`,
        NULL
      )
    ),
    0
  ) AS `t5`
FROM `counted` AS `counted`
GROUP BY
  `member`,
  `month`
ORDER BY
  `member` NULLS LAST,
  `month` NULLS LAST
