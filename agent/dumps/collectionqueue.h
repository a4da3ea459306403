// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/completion.h"

#include "agent/dumps/collection.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QThreadPool>

#include <list>

namespace muster::agent {

/// Has dumps made, on threads that let everybody else go first: one at a time of each lane, and few at once.
/// Used on the agent's own thread.
class CollectionQueue : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxAtOnce = 2;

    explicit CollectionQueue(Pseudonyms names, QObject *parent = nullptr);
    /// What is being made is left for the next agent; whoever waits is answered with Cancelled.
    ~CollectionQueue() override;

    /// Told on the agent's own thread.
    struct Told
    {
        std::function<void()> started;
        std::function<void(int stepsDone)> stepDone;
        std::function<void()> packaging;
    };
    /// As collect(). `leave` of the order is put here.
    [[nodiscard]] QCoro::Task<Result<DumpManifest>> run(QString lane, CollectionOrder order, Told told);
    /// Those that wait for their turn.
    [[nodiscard]] qsizetype waiting(const QString &lane) const;
    [[nodiscard]] bool isEnding() const { return m_leave.stop_requested(); }

private:
    struct Item
    {
        QString lane;
        CollectionOrder order;
        Told told;
        Completion<Result<DumpManifest>> done;
    };
    void begin();
    void launch(Item item);
    void dropCancelled();

    Pseudonyms m_names;
    std::list<Item> m_waiting;
    QSet<QString> m_busy; ///< lanes
    QThreadPool m_threads;
    std::stop_source m_leave;
};

} // namespace muster::agent
