// SPDX-License-Identifier: Apache-2.0
#include "console/store/historystore.h"

#include "shared/log.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

std::unexpected<Error> notOpen(const QString &path)
{
    return fail(Error{ErrorCode::Unavailable, u"no history is kept"_s, path, {}, {}});
}

} // namespace

HistoryStore::HistoryStore(StorageThread &thread, const QString &path, QObject *parent)
    : QObject(parent)
    , m_thread(thread)
    , m_path(path)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { flush(); });
}

HistoryStore::~HistoryStore()
{
    m_thread.post([disk = m_disk] { disk->database.reset(); });
}

QCoro::Task<Result<QHash<QString, KeptState>>> HistoryStore::open(qint64 keptEvents)
{
    using Restored = Result<QHash<QString, KeptState>>;
    const QPointer<HistoryStore> alive(this);
    auto restored = co_await m_thread.run([disk = m_disk, path = m_path, keptEvents]() -> Restored {
        auto opened = HistoryDatabase::open(path, keptEvents);
        if (!opened)
            return fail(opened.error());
        disk->database = std::move(*opened);
        return disk->database->restore();
    });
    if (alive)
        m_isOpen = restored.has_value();
    co_return restored;
}

void HistoryStore::schedule()
{
    if (m_isOpen && !m_timer.isActive())
        m_timer.start(WriteInterval);
}

void HistoryStore::keep(const QList<FleetEvent> &events)
{
    if (!m_isOpen)
        return;
    m_unwritten.events += events;
    if (const qsizetype tooMany = m_unwritten.events.size() - MaxUnwritten; tooMany > 0)
        m_unwritten.events.remove(0, tooMany);
    schedule();
}

void HistoryStore::keep(const FleetNode &node)
{
    if (!m_isOpen)
        return;
    m_unwritten.states.insert(node.nodeId, keptStateOf(node));
    schedule();
}

void HistoryStore::keep(const QString &nodeId, const UnitEvidence &evidence)
{
    if (!m_isOpen)
        return;
    m_unwritten.evidence.append({nodeId, evidence});
    schedule();
}

void HistoryStore::forget(const QString &nodeId)
{
    if (!m_isOpen)
        return;
    m_unwritten.events.removeIf([&](const FleetEvent &event) { return event.nodeId == nodeId; });
    m_unwritten.evidence.removeIf([&](const HistoryBatch::Evidence &one) { return one.nodeId == nodeId; });
    m_unwritten.states.remove(nodeId);
    m_unwritten.forgotten.append(nodeId);
    schedule();
}

QCoro::Task<Result<void>> HistoryStore::flush()
{
    m_timer.stop();
    if (m_unwritten.isEmpty())
        co_return Result<void>();
    const QPointer<HistoryStore> alive(this);
    auto batch = std::make_shared<const HistoryBatch>(std::exchange(m_unwritten, {}));
    const auto written =
        co_await m_thread.run([disk = m_disk, batch] { return disk->database->write(*batch); });
    if (!alive)
        co_return written;
    if (!written)
        giveBack(*batch);
    report(written);
    co_return written;
}

/// What could not be written goes before what came since.
void HistoryStore::giveBack(HistoryBatch batch)
{
    const HistoryBatch newer = std::exchange(m_unwritten, std::move(batch));
    m_unwritten.forgotten += newer.forgotten;
    m_unwritten.states.insert(newer.states);
    m_unwritten.evidence += newer.evidence;
    if (m_unwritten.evidence.size() > HistoryDatabase::MaxEvidence)
        m_unwritten.evidence.remove(0, m_unwritten.evidence.size() - HistoryDatabase::MaxEvidence);
    keep(newer.events);
    schedule();
}

void HistoryStore::report(const Result<void> &written)
{
    const bool failedBefore = std::exchange(m_hasFailed, !written);
    if (!written && !failedBefore) {
        qCWarning(logStore).noquote() << "history=failed" << describe(written.error());
        Q_EMIT failed(written.error());
    } else if (written && failedBefore) {
        qCInfo(logStore) << "history=written again";
    }
}

QCoro::Task<Result<QList<FleetEvent>>> HistoryStore::events(EventQuery query)
{
    if (!m_isOpen)
        co_return notOpen(m_path);
    const QPointer<HistoryStore> alive(this);
    if (const auto written = co_await flush(); !written)
        co_return fail(written.error());
    if (!alive)
        co_return notOpen({});
    co_return co_await m_thread.run([disk = m_disk, query] { return disk->database->events(query); });
}

QCoro::Task<Result<UnitEvidence>> HistoryStore::evidence(QString nodeId, QString failureId)
{
    if (!m_isOpen)
        co_return notOpen(m_path);
    const QPointer<HistoryStore> alive(this);
    if (const auto written = co_await flush(); !written)
        co_return fail(written.error());
    if (!alive)
        co_return notOpen({});
    co_return co_await m_thread.run(
        [disk = m_disk, nodeId, failureId] { return disk->database->evidence(nodeId, failureId); });
}

} // namespace muster::console
