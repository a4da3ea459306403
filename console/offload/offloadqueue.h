// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/offload/offload.h"

#include <map>

namespace muster::console {

namespace offloadwords {
Q_NAMESPACE

/// How far the offloading of one dump is.
enum class OffloadState {
    Queued, ///< others are before it
    Running, ///< on its way
    Waiting, ///< for the node, or the next try
    Stopped, ///< somebody stopped it; what was fetched is kept
    Failed, ///< there is no use in trying again as things are
    Done, ///< whole, durable, and the node knows
};
Q_ENUM_NS(OffloadState)

} // namespace offloadwords
using offloadwords::OffloadState;

/// One dump in the queue.
struct OffloadItem
{
    QString nodeId;
    QString node;
    QString dumpId;
    QString folder;
    OffloadState state = OffloadState::Queued;
    QString why;
    qint64 received = 0;
    qint64 size = 0;
    qint64 moved = 0; ///< over the network, by this program; not kept
    qint64 bytesPerSecond = 0; ///< while it runs; not kept
    qint64 secondsLeft = -1; ///< the same; -1 when that is not known

    static constexpr auto fields()
    {
        return std::tuple(field("nodeId", &OffloadItem::nodeId, "The node").between(1, 128),
                          field("node", &OffloadItem::node, "Its name").between(0, 255).optional(),
                          field("dumpId", &OffloadItem::dumpId, "Name of the dump there").between(1, 64),
                          field("folder", &OffloadItem::folder, "Where it goes").between(1, 4096),
                          field("state", &OffloadItem::state, "How far it is").optional(),
                          field("why", &OffloadItem::why, "Why it waits or has failed").optional(),
                          field("received", &OffloadItem::received, "Bytes that are there")
                              .between(0, INT64_MAX)
                              .optional(),
                          field("size", &OffloadItem::size, "Bytes in all; 0 before that is known")
                              .between(0, INT64_MAX)
                              .optional());
    }
    [[nodiscard]] bool isUnfinished() const { return state != OffloadState::Done; }
    [[nodiscard]] Offload::Order order() const { return {nodeId, node, dumpId, folder}; }

    friend bool operator==(const OffloadItem &, const OffloadItem &) = default;
};

/// Dumps that are to be offloaded, from many nodes: some at a time of each node and of all, the rest waits
/// its turn. What is not done is kept in a file, so that the next start goes on with it.
class OffloadQueue : public QObject
{
    Q_OBJECT
public:
    using Id = int;

    struct Settings
    {
        QString file; ///< of what is not done; empty: not kept
        int perNode = 2;
        int inAll = 6;
        qint64 bytesPerSecond = 0; ///< of all together; 0: no limit
        Offload::Settings offload;
    };

    /// @param nodes borrowed, outlives this
    OffloadQueue(OffloadNodes &nodes, Identity own, const Settings &settings, QObject *parent = nullptr);
    ~OffloadQueue() override;

    /// Reads what an earlier run left and goes on with it; what was stopped or has failed stays so. Errors:
    /// Io, Invalid: the file is left alone then.
    [[nodiscard]] QCoro::Task<Result<void>> open();

    /// One that is there already is taken up again if it does not run. @return its number
    Id add(const Offload::Order &order);
    void stop(Id id);
    /// One that was stopped or has failed goes to the end of the queue.
    void resume(Id id);
    /// Forgets it, stopping it first; what was fetched stays in the folder.
    void remove(Id id);
    /// A node is there again: what waits for it is tried now.
    void tryNow(const QString &nodeId);
    void setLimit(qint64 bytesPerSecond) { m_pace.setLimit(bytesPerSecond); }

    [[nodiscard]] const std::map<Id, OffloadItem> &items() const { return m_items; }
    /// With how far it is right now.
    [[nodiscard]] std::optional<OffloadItem> item(Id id) const;
    [[nodiscard]] bool isIdle() const; ///< nothing is queued, running or waiting
    [[nodiscard]] qsizetype running() const { return qsizetype(m_running.size()); }

Q_SIGNALS:
    void added(int id);
    void changed(int id);
    void removed(int id);
    void idle();
    /// The file could not be written: after the next start some of it will be missing.
    void keepingFailed(const muster::Error &error);

private:
    void startNext();
    void start(Id id);
    QCoro::Task<> follow(Id id, Offload *offload);
    void setState(Id id, OffloadState state, const QString &why = {});
    QCoro::Task<> keep();

    OffloadNodes &m_nodes;
    Identity m_own;
    Settings m_settings;
    BytePace m_pace;
    std::map<Id, OffloadItem> m_items; ///< the oldest first
    std::map<Id, Offload *> m_running; ///< children of this
    Id m_last = 0;
    bool m_isKeeping = false;
    bool m_mustKeep = false;
    bool m_isStartPosted = false;
    WorkThread m_disk;
};

} // namespace muster::console
