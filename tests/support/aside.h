// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QEventLoop>

#include <atomic>
#include <optional>
#include <thread>

namespace muster::test {

/// Runs something that waits on a thread, while what lives on this thread goes on.
template <typename Work>
auto aside(Work work)
{
    std::optional<decltype(work())> outcome;
    QEventLoop loop;
    std::thread thread([&] {
        outcome.emplace(work());
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
    thread.join();
    return *std::move(outcome);
}

} // namespace muster::test
