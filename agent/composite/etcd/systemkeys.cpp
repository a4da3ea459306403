// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/systemkeys.h"

#include "shared/log.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace muster::agent {

namespace {

constexpr int PartOfLease = 3; ///< how long one question may take

} // namespace

SystemKeys::SystemKeys(EtcdClient &client, const QString &folder, std::chrono::seconds lease, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_folder(folder)
    , m_lease(lease)
{
    for (QTimer *const timer : {&m_begin, &m_readAgain, &m_unknown})
        timer->setSingleShot(true);
    m_unknown.setTimerType(Qt::PreciseTimer);
    connect(&m_begin, &QTimer::timeout, this, &SystemKeys::readAll);
    connect(&m_readAgain, &QTimer::timeout, this, &SystemKeys::readAgain);
    connect(&m_unknown, &QTimer::timeout, this, &SystemKeys::changed);
}

SystemKeys::~SystemKeys()
{
    stop();
}

void SystemKeys::start()
{
    beginAnew(milliseconds(0));
}

void SystemKeys::stop()
{
    m_round.request_stop();
    for (QTimer *const timer : {&m_begin, &m_readAgain, &m_unknown})
        timer->stop();
    dropWatch();
}

bool SystemKeys::isKnown() const
{
    return m_confirmedAt && BootClock::now() < *m_confirmedAt + m_lease;
}

std::optional<EtcdEntry> SystemKeys::entry(const QString &name) const
{
    const auto found = m_entries.constFind(name);
    return found == m_entries.cend() ? std::nullopt : std::optional(*found);
}

std::optional<Error> SystemKeys::trouble() const
{
    const bool isLate = m_confirmedAt && !isKnown() && !m_trouble;
    return isLate ? timedOut({}).error : m_trouble;
}

void SystemKeys::note(const QString &name, const EtcdEntry &entry)
{
    const auto known = m_entries.constFind(name);
    if (entry.modRevision <= m_revision
        || (known != m_entries.cend() && known->modRevision > entry.modRevision))
        return;
    m_noted = std::max(m_noted, entry.modRevision);
    m_entries.insert(name, entry);
}

void SystemKeys::beginAnew(milliseconds after)
{
    m_round.request_stop();
    m_round = std::stop_source();
    dropWatch();
    m_readAgain.stop();
    m_begin.start(after);
}

QCoro::Task<> SystemKeys::readAll()
{
    const auto round = m_round.get_token();
    const auto asked = BootClock::now();
    const qint64 noted = m_noted;
    const auto range = co_await m_client.range(m_folder, m_lease / PartOfLease);
    if (round.stop_requested())
        co_return;
    if (!range) {
        fallBack(range.error());
        co_return;
    }
    if (m_noted != noted) {
        beginAnew(milliseconds(0)); // it may be from before that
        co_return;
    }
    m_noted = 0; // lower numbers count, too: of an etcd that was set back
    takeAll(asked, *range);
    if (!round.stop_requested())
        follow();
}

QCoro::Task<> SystemKeys::readAgain()
{
    const auto round = m_round.get_token();
    const auto asked = BootClock::now();
    const auto range = co_await m_client.range(m_folder, m_lease / PartOfLease);
    if (round.stop_requested())
        co_return;
    if (!range)
        fallBack(range.error());
    else if (range->revision < std::max(m_revision, m_noted))
        beginAnew(milliseconds(0));
    else
        takeAll(asked, *range);
}

void SystemKeys::takeAll(BootClock::time_point asked, const EtcdRange &range)
{
    if (range.entries.size() > MaxEntries) {
        fallBack({ErrorCode::TooLarge,
                  u"there are %1 keys below %2"_s.arg(range.entries.size()).arg(m_folder),
                  {},
                  {},
                  u"remove what is not Muster's with etcdctl del --prefix"_s});
        return;
    }
    m_confirmedAt = asked;
    m_trouble.reset();
    m_backoff.reset();
    m_revision = range.revision;
    m_entries = range.entries;
    m_readAgain.start(m_lease - m_lease / PartOfLease);
    m_unknown.start(m_lease + milliseconds(1));
    Q_EMIT changed();
}

void SystemKeys::follow()
{
    auto watch = m_client.watch(m_folder, m_revision + 1, m_lease / PartOfLease);
    if (!watch) {
        fallBack(watch.error());
        return;
    }
    m_watch = *std::move(watch);
    connect(m_watch.get(), &EtcdRequest::lineRead, this, &SystemKeys::takeLine);
    connect(m_watch.get(), &EtcdRequest::finished, this, [this](const auto &end) {
        fallBack(end ? Error{ErrorCode::Unavailable, u"etcd has ended the watch"_s, {}, {}, {}}
                     : end.error().error);
    });
}

void SystemKeys::takeLine(const QByteArray &line)
{
    const auto change = etcd::readChange(line, m_folder);
    if (!change) {
        fallBack(change.error());
        return;
    }
    if (change->isOver) {
        beginAnew(FirstRetry);
        return;
    }
    const qint64 before = m_revision;
    for (const EtcdEvent &event : change->events) {
        if (event.modRevision <= before)
            continue; // it was read, or told, already
        m_revision = std::max(m_revision, event.modRevision);
        const auto known = m_entries.constFind(event.key);
        if (known != m_entries.cend() && known->modRevision > event.modRevision)
            continue; // overtaken by what was noted
        if (!event.entry)
            m_entries.remove(event.key);
        else if (m_entries.size() < MaxEntries || m_entries.contains(event.key))
            m_entries.insert(event.key, *event.entry);
    }
    if (m_revision > before)
        Q_EMIT changed();
}

/// Later: it may be the watch that tells something just now.
void SystemKeys::dropWatch()
{
    if (!m_watch)
        return;
    m_watch->disconnect(this);
    m_watch.release()->deleteLater();
}

void SystemKeys::fallBack(const Error &why)
{
    qCInfo(logNet, "etcd=lost reason=\"%ls\"", qUtf16Printable(describe(why)));
    m_trouble = why;
    const double chance = QRandomGenerator::global()->generateDouble();
    beginAnew(std::min(m_backoff.next(chance), m_lease));
    Q_EMIT changed();
}

} // namespace muster::agent
