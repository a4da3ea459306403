// SPDX-License-Identifier: Apache-2.0
#include "console/offload/offloadqueue.h"

#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

struct QueueFile
{
    static constexpr qsizetype MaxBytes = 256 * 1024 * 1024;

    QList<OffloadItem> items;

    static constexpr auto fields()
    {
        return std::tuple(field("items", &QueueFile::items, "What is to be offloaded").between(0, 100'000));
    }
};

bool isActive(const OffloadItem &item)
{
    return item.state == OffloadState::Queued || item.state == OffloadState::Running
           || item.state == OffloadState::Waiting;
}

} // namespace

OffloadQueue::OffloadQueue(OffloadNodes &nodes, Identity own, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_nodes(nodes)
    , m_own(std::move(own))
    , m_settings(settings)
    , m_pace(settings.bytesPerSecond)
{
}

OffloadQueue::~OffloadQueue()
{
    // Before the pace that they use.
    for (const auto &[id, offload] : std::exchange(m_running, {}))
        delete offload;
}

QCoro::Task<Result<void>> OffloadQueue::open()
{
    if (m_settings.file.isEmpty())
        co_return Result<void>();
    const QPointer<OffloadQueue> self(this);
    const auto read = co_await m_disk.run(
        [file = m_settings.file](const std::stop_token &) { return readFile(file, QueueFile::MaxBytes); });
    if (!self || (!read && read.error().code == ErrorCode::NotFound))
        co_return Result<void>();
    const auto kept =
        read.and_then([](const QByteArray &json) { return fromJson<QueueFile>(json, QueueFile::MaxBytes); });
    if (!kept) {
        Error error = kept.error();
        error.source = m_settings.file;
        co_return fail(error);
    }
    for (const OffloadItem &item : kept->items) {
        const Id id = ++m_last;
        m_items[id] = item;
        if (isActive(item))
            m_items[id].state = OffloadState::Queued;
        Q_EMIT added(id);
    }
    startNext();
    co_return Result<void>();
}

OffloadQueue::Id OffloadQueue::add(const Offload::Order &order)
{
    const auto same =
        std::ranges::find_if(m_items, [&order](const auto &each) { return each.second.order() == order; });
    if (same != m_items.end()) {
        const Id id = same->first;
        if (!isActive(same->second))
            resume(id);
        return id;
    }
    const Id id = ++m_last;
    m_items[id] = {
        order.nodeId, order.node, order.dumpId, order.folder, OffloadState::Queued, {}, 0, 0, 0, -1};
    Q_EMIT added(id);
    keep();
    startNext();
    return id;
}

void OffloadQueue::stop(Id id)
{
    const auto found = m_items.find(id);
    if (found == m_items.end() || !isActive(found->second))
        return;
    if (const auto running = m_running.find(id); running != m_running.end())
        running->second->stop();
    else
        setState(id, OffloadState::Stopped);
}

void OffloadQueue::resume(Id id)
{
    const auto found = m_items.find(id);
    if (found == m_items.end() || isActive(found->second) || m_running.contains(id))
        return;
    setState(id, OffloadState::Queued);
    startNext();
}

void OffloadQueue::remove(Id id)
{
    if (const auto running = m_running.find(id); running != m_running.end()) {
        running->second->stop();
        running->second->deleteLater();
        m_running.erase(running);
    }
    if (m_items.erase(id) == 0)
        return;
    Q_EMIT removed(id);
    keep();
    startNext();
}

void OffloadQueue::tryNow(const QString &nodeId)
{
    for (const auto &[id, offload] : m_running) {
        if (offload->order().nodeId == nodeId)
            offload->tryNow();
    }
}

std::optional<OffloadItem> OffloadQueue::item(Id id) const
{
    const auto found = m_items.find(id);
    if (found == m_items.end())
        return std::nullopt;
    OffloadItem item = found->second;
    if (const auto running = m_running.find(id); running != m_running.end()) {
        item.received = running->second->received();
        item.size = running->second->size();
        item.moved = running->second->moved();
        item.bytesPerSecond = qint64(running->second->bytesPerSecond());
        if (const auto left = running->second->timeLeft())
            item.secondsLeft = left->count();
    }
    return item;
}

bool OffloadQueue::isIdle() const
{
    return std::ranges::none_of(m_items, [](const auto &each) { return isActive(each.second); });
}

/// From the event loop, so that a thousand that are added in one go are looked through once.
void OffloadQueue::startNext()
{
    if (std::exchange(m_isStartPosted, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isStartPosted = false;
            QHash<QString, int> ofNode;
            for (const auto &[id, offload] : m_running)
                ++ofNode[offload->order().nodeId];
            QList<Id> chosen;
            for (const auto &[id, item] : m_items) {
                if (qsizetype(m_running.size()) + chosen.size() >= m_settings.inAll)
                    break;
                if (item.state != OffloadState::Queued || ofNode.value(item.nodeId) >= m_settings.perNode)
                    continue;
                ++ofNode[item.nodeId];
                chosen.append(id);
            }
            for (const Id id : std::as_const(chosen))
                start(id);
            if (isIdle())
                Q_EMIT idle();
        },
        Qt::QueuedConnection);
}

void OffloadQueue::start(Id id)
{
    auto *offload = new Offload(m_nodes, m_own, m_items.at(id).order(), m_pace, m_settings.offload, this);
    m_running.emplace(id, offload);
    connect(offload, &Offload::waiting, this,
            [this, id](const Error &why) { setState(id, OffloadState::Waiting, describe(why)); });
    connect(offload, &Offload::fetching, this, [this, id] { setState(id, OffloadState::Running); });
    connect(offload, &Offload::progressed, this, [this, id] { Q_EMIT changed(id); });
    setState(id, OffloadState::Running);
    follow(id, offload);
}

QCoro::Task<> OffloadQueue::follow(Id id, Offload *offload)
{
    const QPointer<OffloadQueue> self(this);
    const QPointer<Offload> mine(offload);
    const Result<OffloadRecord> outcome = co_await offload->run();
    if (!self || !mine || !m_running.contains(id) || m_running.at(id) != mine)
        co_return; // it was removed, or all ends
    OffloadItem &item = m_items.at(id);
    item.received = offload->received();
    item.size = offload->size();
    item.moved = offload->moved();
    m_running.erase(id);
    offload->deleteLater();
    if (outcome)
        setState(id, OffloadState::Done);
    else if (outcome.error().code == ErrorCode::Cancelled)
        setState(id, OffloadState::Stopped);
    else
        setState(id, OffloadState::Failed, describe(outcome.error()));
    startNext();
}

void OffloadQueue::setState(Id id, OffloadState state, const QString &why)
{
    OffloadItem &item = m_items.at(id);
    if (item.state == state && item.why == why)
        return;
    item.state = state;
    item.why = why;
    Q_EMIT changed(id);
    keep();
}

/// The latest state counts: while one is being written, the next ones wait as one.
QCoro::Task<> OffloadQueue::keep()
{
    if (m_settings.file.isEmpty())
        co_return;
    m_mustKeep = true;
    if (m_isKeeping)
        co_return;
    m_isKeeping = true;
    const QPointer<OffloadQueue> self(this);
    while (std::exchange(m_mustKeep, false)) {
        QueueFile document;
        for (const auto &[id, item] : m_items) {
            if (item.isUnfinished())
                document.items.append(item);
        }
        const auto written =
            co_await m_disk.run([file = m_settings.file, json = toJson(document)](const std::stop_token &) {
                return replaceFile(file, json);
            });
        if (!self)
            co_return;
        if (!written)
            Q_EMIT keepingFailed(written.error());
    }
    m_isKeeping = false;
}

} // namespace muster::console
