// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"
#include "agent/dumps/pseudonyms.h"
#include "shared/error.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace muster::agent {

/// All that a collection needs on its thread.
struct CollectionOrder
{
    QString dumpsFolder;
    DumpManifest head; ///< its id, and who asked for it why
    QList<CollectStep> steps;
    qint64 maxBytes = 0; ///< of the whole dump
    std::chrono::milliseconds deadline{};
    /// Asked before the first step; an error is the end of it. May wait; may be empty.
    std::function<Result<void>(std::chrono::milliseconds deadline, std::stop_token stop)> gate;
    std::function<void(DumpManifest &)> complete; ///< puts what is known at the end only; may be empty
    bool replaces = false; ///< a dump of that name
    std::stop_token cancel; ///< somebody does not want it any more: nothing of it is left
    std::stop_token leave; ///< the agent ends: what is safe stays for the next one
};

/// Told from the thread of the collection: so many steps are done; all are, and it is packaged now.
struct CollectionProgress
{
    std::function<void(int stepsDone)> stepDone;
    std::function<void()> packaging;
};

/// Makes a dump. Whatever a step does not come to is named in it, with the reason; a dump without a single
/// member with bytes is none. Blocks. Errors: Io, Forbidden, Cancelled; NotFound when there is nothing in it.
[[nodiscard]] Result<DumpManifest> collect(const CollectionOrder &order, const Pseudonyms &names,
                                           const CollectionProgress &progress);

/// Makes what is safe of a dump whose agent was killed a dump after all: a partial one. Blocks. Errors:
/// NotFound when there is nothing, Io.
[[nodiscard]] Result<DumpManifest> finishLeft(const QString &dumpsFolder, const DumpManifest &head,
                                              const QString &why);

} // namespace muster::agent
