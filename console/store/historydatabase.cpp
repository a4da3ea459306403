// SPDX-License-Identifier: Apache-2.0
#include "console/store/historydatabase.h"

#include "console/fleet/journalgap.h"
#include "shared/store/privatefolder.h"

#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

#include <span>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int SchemaVersion = 3;
constexpr qint64 EventsBetweenPruning = 1000;
constexpr qsizetype MaxStoredBytes = 64 * 1024 * 1024;

/// A number means one event within a journal, so none is doubled. The ids of events grow in the order in
/// which they were stored: times do not, for a node's clock may be set.
constexpr const char *EventTable =
    "CREATE TABLE events (id INTEGER PRIMARY KEY, journal INTEGER NOT NULL REFERENCES journals (id),"
    " sequence INTEGER NOT NULL, at INTEGER NOT NULL, json BLOB NOT NULL, kind TEXT NOT NULL DEFAULT '',"
    " UNIQUE (journal, sequence))";
constexpr const char *EventIndex = "CREATE INDEX events_by_time ON events (at)";
constexpr const char *KindIndex = "CREATE INDEX events_by_kind ON events (kind, at)";

constexpr const char *Schema[] = {
    "CREATE TABLE journals (id INTEGER PRIMARY KEY, node TEXT NOT NULL, epoch TEXT NOT NULL,"
    " UNIQUE (node, epoch))",
    EventTable,
    EventIndex,
    KindIndex,
    "CREATE TABLE states (node TEXT PRIMARY KEY, heard INTEGER NOT NULL, json BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE evidence (id INTEGER PRIMARY KEY, node TEXT NOT NULL, failure TEXT NOT NULL,"
    " json BLOB NOT NULL, UNIQUE (node, failure))",
};

/// Version 1 did not keep the order in which events were stored; their times come closest.
constexpr const char *FromVersion1[] = {
    "DROP INDEX events_by_time",
    "ALTER TABLE events RENAME TO events_1",
    EventTable,
    "INSERT INTO events (journal, sequence, at, json, kind)"
    " SELECT journal, sequence, at, json, coalesce(json_extract(CAST(json AS TEXT), '$.kind'), '')"
    " FROM events_1 ORDER BY at, journal, sequence",
    "DROP TABLE events_1",
    EventIndex,
    KindIndex,
};

/// Version 2 did not say apart what an event is of.
constexpr const char *FromVersion2[] = {
    "ALTER TABLE events ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    "UPDATE events SET kind = coalesce(json_extract(CAST(json AS TEXT), '$.kind'), '')",
    KindIndex,
};

qint64 milliseconds(Timestamp time)
{
    return time.time_since_epoch().count();
}

} // namespace

Result<std::unique_ptr<HistoryDatabase>> HistoryDatabase::open(const QString &path, qint64 keptEvents)
{
    if (const auto folder = ensurePrivateFolder(QFileInfo(path).absolutePath()); !folder)
        return fail(folder.error());
    const QString connection = u"history "_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<HistoryDatabase> history(new HistoryDatabase(path, connection, keptEvents));
    if (const auto prepared = history->prepare(); !prepared)
        return fail(prepared.error());
    return history;
}

HistoryDatabase::HistoryDatabase(const QString &path, const QString &connection, qint64 keptEvents)
    : m_path(path)
    , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, connection))
    , m_keptEvents(keptEvents)
{
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
}

HistoryDatabase::~HistoryDatabase()
{
    const QString connection = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(connection);
}

std::unexpected<Error> HistoryDatabase::failed(const QString &why) const
{
    return fail(Error{ErrorCode::Io,
                      u"the history cannot be kept: "_s + why,
                      m_path,
                      {},
                      u"make room on the disk, or move the file away: a new one is begun"_s});
}

Result<void> HistoryDatabase::run(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(m_database);
    if (!query.prepare(sql))
        return failed(query.lastError().text());
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec() ? Result<void>() : failed(query.lastError().text());
}

Result<void> HistoryDatabase::prepare()
{
    if (!m_database.open())
        return failed(m_database.lastError().text());
    // A node's journal is the source of what is lost with the power; with WAL the file itself stays whole.
    for (const auto &pragma : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s}) {
        if (const auto set = run(pragma); !set)
            return set;
    }
    // Another program may be at the same: the lock comes before the look.
    return run(u"BEGIN IMMEDIATE"_s).and_then([this] {
        auto upgraded = upgrade().and_then([this] { return run(u"COMMIT"_s); });
        if (!upgraded)
            (void)run(u"ROLLBACK"_s);
        return upgraded;
    });
}

Result<void> HistoryDatabase::upgrade()
{
    QSqlQuery version(u"PRAGMA user_version"_s, m_database);
    const int found = version.next() ? version.value(0).toInt() : 0;
    version.finish();
    if (found > SchemaVersion)
        return failed(u"it was written by a newer version"_s);
    std::span<const char *const> statements;
    if (found == 0)
        statements = Schema;
    else if (found == 1)
        statements = FromVersion1;
    else if (found == 2)
        statements = FromVersion2;
    for (const char *statement : statements) {
        if (const auto made = run(QLatin1StringView(statement)); !made)
            return made;
    }
    return run(u"PRAGMA user_version = %1"_s.arg(SchemaVersion));
}

Result<void> HistoryDatabase::write(const HistoryBatch &batch)
{
    if (const auto begun = run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    auto written = writeAll(batch).and_then([this] { return run(u"COMMIT"_s); });
    if (!written) {
        (void)run(u"ROLLBACK"_s);
        m_counts.clear();
    }
    return written;
}

Result<void> HistoryDatabase::writeAll(const HistoryBatch &batch)
{
    for (const QString &node : batch.forgotten) {
        for (const auto &sql :
             {u"DELETE FROM events WHERE journal IN (SELECT id FROM journals WHERE node = ?)"_s,
              u"DELETE FROM journals WHERE node = ?"_s, u"DELETE FROM states WHERE node = ?"_s,
              u"DELETE FROM evidence WHERE node = ?"_s}) {
            if (const auto done = run(sql, {node}); !done)
                return done;
        }
        m_counts.remove(node);
    }
    if (const auto written = writeEvents(batch.events); !written)
        return written;
    for (auto state = batch.states.cbegin(); state != batch.states.cend(); ++state) {
        // Another program may know newer.
        const auto written =
            run(u"INSERT INTO states VALUES (?, ?, ?) ON CONFLICT (node) DO UPDATE"
                " SET heard = excluded.heard, json = excluded.json"
                " WHERE excluded.heard >= states.heard"_s,
                {state.key(), milliseconds(state->heardAt.value_or(Timestamp())), toJson(*state)});
        if (!written)
            return written;
    }
    for (const auto &one : batch.evidence) {
        if (const auto written = writeEvidence(one); !written)
            return written;
    }
    return {};
}

Result<void> HistoryDatabase::writeEvents(const QList<FleetEvent> &events)
{
    QSqlQuery insert(m_database);
    if (!insert.prepare(u"INSERT OR IGNORE INTO events (journal, sequence, at, json, kind)"
                        " VALUES (?, ?, ?, ?, ?)"_s))
        return failed(insert.lastError().text());
    // Known for this transaction only: after it another program may drop a journal and give its id again.
    QHash<std::pair<QString, QString>, qint64> journals;
    QHash<QString, qint64> added;
    for (const FleetEvent &one : events) {
        if (one.event.kind == JournalGap::Kind) {
            if (const auto dropped = dropWhatIsToldAgain(one); !dropped)
                return dropped;
        }
        auto journal = journals.constFind({one.nodeId, one.epoch});
        if (journal == journals.cend()) {
            const auto id = journalOf(one);
            if (!id)
                return fail(id.error());
            journal = journals.insert({one.nodeId, one.epoch}, *id);
        }
        insert.bindValue(0, *journal);
        insert.bindValue(1, one.event.sequence);
        insert.bindValue(2, milliseconds(one.event.at));
        insert.bindValue(3, toJson(one.event));
        insert.bindValue(4, one.event.kind.isNull() ? u""_s : one.event.kind);
        if (!insert.exec())
            return failed(insert.lastError().text());
        added[one.nodeId] += insert.numRowsAffected();
    }
    for (auto node = added.cbegin(); node != added.cend(); ++node) {
        if (const auto pruned = pruneIfDue(node.key(), node.value()); !pruned)
            return pruned;
    }
    return {};
}

/// After a gap the node tells all from a number on. What was kept under these numbers is the same, or of a
/// journal that has been set back since: it would keep the new ones out.
Result<void> HistoryDatabase::dropWhatIsToldAgain(const FleetEvent &gap)
{
    const auto data = fromJson<JournalGap>(gap.event.data.text);
    if (!data)
        return {};
    m_counts.remove(gap.nodeId);
    return run(u"DELETE FROM events WHERE sequence >= ?"
               " AND journal = (SELECT id FROM journals WHERE node = ? AND epoch = ?)"_s,
               {data->next, gap.nodeId, data->epoch});
}

/// Of each node the events that were stored last are kept, whatever journals they are of: a disk that fails
/// makes many small ones. Journals of which nothing is left go.
Result<void> HistoryDatabase::pruneIfDue(const QString &nodeId, qint64 added)
{
    auto count = m_counts.find(nodeId);
    if (count != m_counts.end()) {
        *count += added;
    } else {
        const auto counted = countEvents(nodeId);
        if (!counted)
            return fail(counted.error());
        count = m_counts.insert(nodeId, *counted);
    }
    if (*count < m_keptEvents + EventsBetweenPruning)
        return {};
    *count = m_keptEvents;
    return run(u"DELETE FROM events WHERE id IN (SELECT events.id FROM journals"
               " JOIN events ON events.journal = journals.id WHERE node = ?"
               " ORDER BY events.id DESC LIMIT -1 OFFSET ?)"_s,
               {nodeId, m_keptEvents})
        .and_then([&] {
            return run(u"DELETE FROM journals WHERE node = ?"
                       " AND NOT EXISTS (SELECT 1 FROM events WHERE journal = journals.id)"_s,
                       {nodeId});
        });
}

Result<qint64> HistoryDatabase::countEvents(const QString &nodeId)
{
    QSqlQuery query(m_database);
    query.prepare(u"SELECT count(*) FROM journals JOIN events ON events.journal = journals.id"
                  " WHERE node = ?"_s);
    query.addBindValue(nodeId);
    if (!query.exec() || !query.next())
        return failed(query.lastError().text());
    return query.value(0).toLongLong();
}

Result<qint64> HistoryDatabase::journalOf(const FleetEvent &event)
{
    if (const auto made =
            run(u"INSERT OR IGNORE INTO journals (node, epoch) VALUES (?, ?)"_s, {event.nodeId, event.epoch});
        !made)
        return fail(made.error());
    QSqlQuery query(m_database);
    query.prepare(u"SELECT id FROM journals WHERE node = ? AND epoch = ?"_s);
    query.addBindValue(event.nodeId);
    query.addBindValue(event.epoch);
    if (!query.exec() || !query.next())
        return failed(query.lastError().text());
    return query.value(0).toLongLong();
}

Result<void> HistoryDatabase::writeEvidence(const HistoryBatch::Evidence &one)
{
    return run(u"INSERT OR REPLACE INTO evidence (node, failure, json) VALUES (?, ?, ?)"_s,
               {one.nodeId, one.evidence.failureId, toJson(one.evidence)})
        .and_then([&] {
            return run(u"DELETE FROM evidence WHERE id IN (SELECT id FROM evidence WHERE node = ?"
                       " ORDER BY id DESC LIMIT -1 OFFSET %1)"_s.arg(MaxEvidence),
                       {one.nodeId});
        });
}

Result<QHash<QString, KeptState>> HistoryDatabase::restore()
{
    QHash<QString, KeptState> nodes;
    QSqlQuery states(m_database);
    if (!states.exec(u"SELECT node, json FROM states"_s))
        return failed(states.lastError().text());
    while (states.next()) {
        auto state = fromJson<KeptState>(states.value(1).toByteArray(), MaxStoredBytes);
        if (state)
            nodes.insert(states.value(0).toString(), *state);
    }
    QSqlQuery last(m_database);
    if (!last.exec(u"SELECT node, epoch, (SELECT max(sequence) FROM events WHERE journal = journals.id)"
                   " FROM journals"_s))
        return failed(last.lastError().text());
    while (last.next()) {
        // Another program may have kept more events since this state was written.
        const auto node = nodes.find(last.value(0).toString());
        if (node != nodes.end() && node->epoch == last.value(1).toString())
            node->lastSequence = std::max(node->lastSequence, last.value(2).toLongLong());
    }
    return nodes;
}

Result<QList<FleetEvent>> HistoryDatabase::events(const EventQuery &wanted)
{
    QStringList conditions{u"1"_s};
    QVariantList values;
    if (!wanted.nodeIds.isEmpty()) {
        conditions += u"node IN (%1)"_s.arg(QStringList(wanted.nodeIds.size(), u"?"_s).join(u','));
        for (const QString &node : wanted.nodeIds)
            values.append(node);
    }
    if (!wanted.kinds.isEmpty()) {
        conditions += u"kind IN (%1)"_s.arg(QStringList(wanted.kinds.size(), u"?"_s).join(u','));
        for (const QString &kind : wanted.kinds)
            values.append(kind);
    }
    if (wanted.since) {
        conditions += u"at >= ?"_s;
        values.append(milliseconds(*wanted.since));
    }
    if (wanted.until) {
        conditions += u"at < ?"_s;
        values.append(milliseconds(*wanted.until));
    }
    if (wanted.from) {
        conditions += u"sequence >= ?"_s;
        values.append(*wanted.from);
    }
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(
        u"SELECT node, epoch, json FROM events JOIN journals ON journals.id = journal"
        " WHERE %1 ORDER BY at DESC, journal DESC, sequence DESC LIMIT %2"_s.arg(conditions.join(u" AND "_s))
            .arg(wanted.limit));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failed(query.lastError().text());
    QList<FleetEvent> found;
    while (query.next()) {
        if (auto event = fromJson<Event>(query.value(2).toByteArray(), MaxStoredBytes))
            found.append({query.value(0).toString(), query.value(1).toString(), std::move(*event)});
    }
    return found;
}

Result<UnitEvidence> HistoryDatabase::evidence(const QString &nodeId, const QString &failureId)
{
    QSqlQuery query(m_database);
    query.prepare(u"SELECT json FROM evidence WHERE node = ? AND failure = ?"_s);
    query.addBindValue(nodeId);
    query.addBindValue(failureId);
    if (!query.exec())
        return failed(query.lastError().text());
    if (!query.next())
        return fail(ErrorCode::NotFound, u"no evidence of this failure is kept here"_s, failureId);
    return fromJson<UnitEvidence>(query.value(0).toByteArray(), MaxStoredBytes);
}

} // namespace muster::console
