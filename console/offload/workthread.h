// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/completion.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QObject>
#include <QThreadPool>

#include <stop_token>

namespace muster::console {

/// One thread beside the event loop, for work that waits for disk or network.
class WorkThread : public QObject
{
public:
    WorkThread()
    {
        m_thread.setMaxThreadCount(1);
        m_thread.setExpiryTimeout(0);
    }
    /// What is under way is told to stop and waited for; who waits for its outcome gets it now.
    ~WorkThread() override
    {
        m_stop.request_stop();
        m_thread.waitForDone();
        QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
    }

    /// Does it after what was given before. @param work is called with a token that says when to stop
    template <typename Work>
    [[nodiscard]] QCoro::Task<std::invoke_result_t<Work, std::stop_token>> run(Work work)
    {
        using Outcome = std::invoke_result_t<Work, std::stop_token>;
        Completion<Outcome> completion;
        m_thread.start([this, completion, work = std::move(work), stop = m_stop.get_token()]() mutable {
            auto outcome = std::make_shared<Outcome>(work(stop));
            // The thread is waited for before this dies.
            QMetaObject::invokeMethod(
                this, [completion, outcome] { completion.complete(std::move(*outcome)); },
                Qt::QueuedConnection);
        });
        Outcome outcome = co_await completion;
        co_return outcome;
    }

private:
    std::stop_source m_stop;
    QThreadPool m_thread;
};

} // namespace muster::console
