// SPDX-License-Identifier: Apache-2.0
#include "console/store/historydatabase.h"

#include "shared/store/privatefolder.h"

#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int SchemaVersion = 1;
constexpr qint64 EventsBetweenPruning = 1000;
constexpr qsizetype MaxStoredBytes = 64 * 1024 * 1024;

/// A journal's events are numbered without gaps, so number and journal are the key and nothing is doubled.
constexpr const char *Schema[] = {
    "CREATE TABLE journals (id INTEGER PRIMARY KEY, node TEXT NOT NULL, epoch TEXT NOT NULL,"
    " UNIQUE (node, epoch))",
    "CREATE TABLE events (journal INTEGER NOT NULL REFERENCES journals (id), sequence INTEGER NOT NULL,"
    " at INTEGER NOT NULL, json BLOB NOT NULL, PRIMARY KEY (journal, sequence)) WITHOUT ROWID",
    "CREATE INDEX events_by_time ON events (at)",
    "CREATE TABLE states (node TEXT PRIMARY KEY, heard INTEGER NOT NULL, json BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE evidence (id INTEGER PRIMARY KEY, node TEXT NOT NULL, failure TEXT NOT NULL,"
    " json BLOB NOT NULL, UNIQUE (node, failure))",
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
    return run(u"BEGIN IMMEDIATE"_s).and_then([this]() -> Result<void> {
        QSqlQuery version(u"PRAGMA user_version"_s, m_database);
        const int found = version.next() ? version.value(0).toInt() : 0;
        version.finish();
        if (found > SchemaVersion) {
            (void)run(u"ROLLBACK"_s);
            return failed(u"it was written by a newer version"_s);
        }
        for (const char *statement : Schema) {
            if (found == SchemaVersion)
                break;
            if (const auto made = run(QLatin1StringView(statement)); !made) {
                (void)run(u"ROLLBACK"_s);
                return made;
            }
        }
        if (const auto marked = run(u"PRAGMA user_version = %1"_s.arg(SchemaVersion)); !marked)
            return marked;
        return run(u"COMMIT"_s);
    });
}

Result<void> HistoryDatabase::write(const HistoryBatch &batch)
{
    if (const auto begun = run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    auto written = writeAll(batch).and_then([this] { return run(u"COMMIT"_s); });
    if (!written) {
        (void)run(u"ROLLBACK"_s);
        m_journals.clear(); // ids of journals that were made in this transaction are void
        m_newest.clear();
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
        m_journals.clear();
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
    if (events.isEmpty())
        return {};
    QSqlQuery insert(m_database);
    if (!insert.prepare(u"INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?)"_s))
        return failed(insert.lastError().text());
    for (const FleetEvent &one : events) {
        const auto journal = journalOf(one);
        if (!journal)
            return fail(journal.error());
        insert.bindValue(0, *journal);
        insert.bindValue(1, one.event.sequence);
        insert.bindValue(2, milliseconds(one.event.at));
        insert.bindValue(3, toJson(one.event));
        if (!insert.exec())
            return failed(insert.lastError().text());
        m_newest[*journal] = std::max(m_newest.value(*journal), one.event.sequence);
    }
    m_sincePruned += events.size();
    return m_sincePruned < EventsBetweenPruning ? Result<void>() : prune();
}

Result<void> HistoryDatabase::prune()
{
    for (auto journal = m_newest.cbegin(); journal != m_newest.cend(); ++journal) {
        const auto pruned = run(u"DELETE FROM events WHERE journal = ? AND sequence <= ?"_s,
                                {journal.key(), journal.value() - m_keptEvents});
        if (!pruned)
            return pruned;
    }
    m_newest.clear();
    m_sincePruned = 0;
    return {};
}

Result<qint64> HistoryDatabase::journalOf(const FleetEvent &event)
{
    const std::pair key(event.nodeId, event.epoch);
    if (const auto known = m_journals.constFind(key); known != m_journals.cend())
        return *known;
    // Of a node that keeps beginning new journals only the last two are kept.
    if (const auto made =
            run(u"INSERT OR IGNORE INTO journals (node, epoch) VALUES (?, ?)"_s, {event.nodeId, event.epoch});
        !made)
        return fail(made.error());
    for (const auto &sql : {u"DELETE FROM events WHERE journal IN (SELECT id FROM journals WHERE node = ?"
                            " ORDER BY id DESC LIMIT -1 OFFSET 2)"_s,
                            u"DELETE FROM journals WHERE id IN (SELECT id FROM journals WHERE node = ?"
                            " ORDER BY id DESC LIMIT -1 OFFSET 2)"_s}) {
        if (const auto dropped = run(sql, {event.nodeId}); !dropped)
            return fail(dropped.error());
    }
    QSqlQuery query(m_database);
    query.prepare(u"SELECT id FROM journals WHERE node = ? AND epoch = ?"_s);
    query.addBindValue(event.nodeId);
    query.addBindValue(event.epoch);
    if (!query.exec() || !query.next())
        return failed(query.lastError().text());
    return *m_journals.insert(key, query.value(0).toLongLong());
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
    if (wanted.since) {
        conditions += u"at >= ?"_s;
        values.append(milliseconds(*wanted.since));
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
