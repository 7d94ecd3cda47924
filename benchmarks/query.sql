-- What a month-end needs from the log, written by hand: six months of every member's counts.
SELECT
    "担当者" AS member,
    date_trunc('month', "日付") AS month,
    coalesce(sum("金額") FILTER (WHERE "種別" = '受注'), 0) AS revenue,
    coalesce(sum("件数") FILTER (WHERE "種別" = '受注'), 0) AS won,
    coalesce(sum("件数") FILTER (WHERE "種別" = '商談'), 0) AS meetings,
    coalesce(sum("件数") FILTER (WHERE "種別" = 'キーパーソン接触'), 0) AS key_persons,
    coalesce(sum("件数") FILTER (WHERE "種別" = '訪問'), 0) AS visits,
    arg_max("チーム", "日付") AS team
FROM read_csv($path, header = true, columns = {
    '日付': 'DATE', '担当者': 'VARCHAR', 'チーム': 'VARCHAR', '種別': 'VARCHAR', '件数': 'BIGINT',
    '金額': 'BIGINT', '評点': 'DOUBLE', '取引先': 'VARCHAR', '流入元': 'VARCHAR'})
WHERE "日付" >= $first AND "日付" < $end
GROUP BY ALL
ORDER BY ALL
