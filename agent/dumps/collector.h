// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/dump.h"

#include <functional>
#include <memory>
#include <vector>

namespace muster::agent {

class MemberMaker;

/// What is collected for: what a collector may look at when it plans.
struct CollectRequest
{
    DumpKind kind;
    QString unit; ///< that the dump is about; may be empty
};

/// One step of a collection.
struct CollectStep
{
    QString member; ///< that it makes; when it does not come to it, this one is named as missing
    bool isMany = false; ///< it makes members of other names, or none
    /// Runs on a thread of its own, beside the agent: it may block, and touches only what it owns.
    std::function<void(MemberMaker &)> run;
};

/// Makes some members of dumps: the journal, the network. Immutable once made.
class Collector
{
public:
    Collector() = default;
    Collector(const Collector &) = delete;
    Collector &operator=(const Collector &) = delete;
    virtual ~Collector() = default;

    [[nodiscard]] virtual QString word() const = 0; ///< as kinds name it
    /// What there is to do, in this order. Runs on the agent's own thread, so it takes what only that may
    /// read, and never blocks.
    [[nodiscard]] virtual QList<CollectStep> plan(const CollectRequest &request) const = 0;
    /// Why it can make nothing on this node; empty when it can.
    [[nodiscard]] virtual QString unavailable() const { return {}; }
};

/// What a node can collect, each word once.
using Collectors = std::vector<std::unique_ptr<const Collector>>;

[[nodiscard]] inline const Collector *findCollector(const Collectors &collectors, const QString &word)
{
    for (const auto &one : collectors) {
        if (one->word() == word)
            return one.get();
    }
    return nullptr;
}

} // namespace muster::agent
