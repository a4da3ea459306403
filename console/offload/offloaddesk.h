// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/offloadqueue.h"

#include <QPointer>

namespace muster::console {

/// What views see of the queue of offloads: there before the console has its key, and the same when it gets
/// another. UI thread.
class OffloadDesk : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// @param queue borrowed; null for none
    void setQueue(OffloadQueue *queue);
    [[nodiscard]] bool isReady() const { return m_queue != nullptr; }

    void add(const QList<Offload::Order> &orders);
    void stop(int id);
    void resume(int id);
    void remove(int id);

    /// By number, with how far each is right now.
    [[nodiscard]] QMap<int, OffloadItem> items() const;
    [[nodiscard]] std::optional<OffloadItem> item(int id) const;
    /// The one that is about a dump and not done; -1 when there is none.
    [[nodiscard]] int find(const QString &nodeId, const QString &dumpId) const;

Q_SIGNALS:
    void changed(int id); ///< it is there, or another, or gone
    void reset(); ///< all of them are others

private:
    QPointer<OffloadQueue> m_queue;
};

/// Whether nothing more becomes of it by itself.
[[nodiscard]] inline bool isOver(OffloadState state)
{
    return state == OffloadState::Stopped || state == OffloadState::Failed || state == OffloadState::Done;
}

} // namespace muster::console
