// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/completion.h"

#include <QCoroTask>
#include <QObject>
#include <QThread>

#include <functional>
#include <type_traits>

namespace muster::console {

/// The thread on which files and databases are written, one thing after the other, so that a slow disk never
/// holds up the UI thread.
class StorageThread : public QObject
{
    Q_OBJECT
public:
    explicit StorageThread(QObject *parent = nullptr);
    /// Ends after what was given to it before, and answers who still waits: those check whether what they use
    /// is still there.
    ~StorageThread() override;

    /// Runs the work there and answers here. The work owns or shares all that it touches.
    template <typename Work>
    [[nodiscard]] QCoro::Task<std::invoke_result_t<Work>> run(Work work)
    {
        Completion<std::invoke_result_t<Work>> done;
        post([this, done, work = std::move(work)]() mutable {
            auto outcome = work();
            QMetaObject::invokeMethod(
                this, [done, outcome = std::move(outcome)]() mutable { done.complete(std::move(outcome)); },
                Qt::QueuedConnection);
        });
        co_return co_await done;
    }

    /// The same for work that nobody waits for.
    void post(std::function<void()> work);

private:
    QThread m_thread;
    QObject *m_worker; ///< lives on the thread, dies with it
};

} // namespace muster::console
