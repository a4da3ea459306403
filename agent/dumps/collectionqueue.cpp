// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/collectionqueue.h"

#include "agent/service/backgroundthread.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

CollectionQueue::CollectionQueue(Pseudonyms names, QObject *parent)
    : QObject(parent)
    , m_names(std::move(names))
{
    m_threads.setMaxThreadCount(MaxAtOnce);
    m_threads.setExpiryTimeout(0);
}

CollectionQueue::~CollectionQueue()
{
    m_leave.request_stop();
    const auto waiting = std::exchange(m_waiting, {});
    m_threads.waitForDone();
    // Whoever waits gets to know now that there will be none.
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
    for (const Item &item : waiting)
        item.done.complete(fail(ErrorCode::Cancelled, u"the agent is ending"_s));
}

qsizetype CollectionQueue::waiting(const QString &lane) const
{
    return std::ranges::count(m_waiting, lane, &Item::lane);
}

QCoro::Task<Result<DumpManifest>> CollectionQueue::run(QString lane, CollectionOrder order, Told told)
{
    const std::stop_token cancel = order.cancel;
    order.leave = m_leave.get_token();
    Item item{std::move(lane), std::move(order), std::move(told), {}};
    const auto done = item.done;
    m_waiting.push_back(std::move(item));
    QPointer<CollectionQueue> self(this);
    // Cancelled while it waits, it need not wait on.
    const std::stop_callback onCancel(cancel, [self] {
        if (self)
            QMetaObject::invokeMethod(self, [self] { self->dropCancelled(); }, Qt::QueuedConnection);
    });
    begin();
    const Result<DumpManifest> answer = co_await done;
    co_return answer;
}

void CollectionQueue::begin()
{
    for (auto item = m_waiting.begin();
         item != m_waiting.end() && m_busy.size() < MaxAtOnce && !isEnding();) {
        if (m_busy.contains(item->lane)) {
            ++item;
            continue;
        }
        Item next = std::move(*item);
        item = m_waiting.erase(item);
        launch(std::move(next));
    }
}

void CollectionQueue::launch(Item item)
{
    m_busy.insert(item.lane);
    if (item.told.started)
        item.told.started();
    m_threads.start([this, item = std::move(item)] {
        letOthersGoFirst();
        // The threads are waited for before this dies.
        const auto tell = [this](auto what) {
            QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection);
        };
        const CollectionProgress progress{[&](int steps) {
                                              tell([told = item.told.stepDone, steps] {
                                                  if (told)
                                                      told(steps);
                                              });
                                          },
                                          [&] {
                                              tell([told = item.told.packaging] {
                                                  if (told)
                                                      told();
                                              });
                                          }};
        auto made = item.order.cancel.stop_requested()
                        ? Result<DumpManifest>(fail(ErrorCode::Cancelled, u"it was cancelled"_s))
                        : collect(item.order, m_names, progress);
        tell([this, lane = item.lane, done = item.done, made = std::move(made)] {
            m_busy.remove(lane);
            begin();
            done.complete(made);
        });
    });
}

void CollectionQueue::dropCancelled()
{
    std::list<Item> dropped;
    for (auto item = m_waiting.begin(); item != m_waiting.end();) {
        const auto next = std::next(item);
        if (item->order.cancel.stop_requested())
            dropped.splice(dropped.end(), m_waiting, item);
        item = next;
    }
    for (const Item &item : dropped)
        item.done.complete(fail(ErrorCode::Cancelled, u"it was cancelled"_s));
}

} // namespace muster::agent
