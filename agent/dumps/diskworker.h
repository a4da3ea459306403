// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/completion.h"

#include "agent/service/backgroundthread.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QObject>
#include <QThreadPool>

namespace muster::agent {

/// One thread for what blocks on the disk, in the order in which it is asked for.
class DiskWorker : public QObject
{
    Q_OBJECT
public:
    explicit DiskWorker(QObject *parent = nullptr)
        : QObject(parent)
    {
        m_thread.setMaxThreadCount(1);
        m_thread.setExpiryTimeout(1000);
    }
    /// What was asked for is done first, and whoever waits for it is answered.
    ~DiskWorker() override
    {
        m_thread.waitForDone();
        QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
    }

    /// @param work touches only what it owns
    /// @return what it returned; the caller goes on in the agent's own thread
    template <typename Work>
    [[nodiscard]] QCoro::Task<std::invoke_result_t<Work>> run(Work work)
    {
        using Answer = std::invoke_result_t<Work>;
        Completion<Answer> done;
        m_thread.start([this, work = std::move(work), done] {
            auto answer = work();
            QMetaObject::invokeMethod(
                this, [done, answer = std::move(answer)] { done.complete(answer); }, Qt::QueuedConnection);
        });
        const Answer answer = co_await done;
        co_return answer;
    }

private:
    QThreadPool m_thread;
};

} // namespace muster::agent
