// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/completion.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QThreadPool>

#include <type_traits>

namespace muster::console {

/// Runs work that blocks on a thread of the program's pool, and answers on the main thread, from where it is
/// called. The work owns or shares all that it touches. Who waits checks afterwards whether what it uses is
/// still there.
template <typename Work>
[[nodiscard]] QCoro::Task<std::invoke_result_t<Work>> inBackground(Work work)
{
    using Outcome = std::invoke_result_t<Work>;
    Completion<Outcome> done;
    QThreadPool::globalInstance()->start([done, work = std::move(work)]() mutable {
        auto outcome = std::make_shared<Outcome>(work());
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [done, outcome] { done.complete(std::move(*outcome)); },
            Qt::QueuedConnection);
    });
    co_return co_await done;
}

} // namespace muster::console
