// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/hello.h"
#include "shared/error.h"

#include <functional>

namespace muster::agent {

class MethodTable;
class PeerStore;

/// What an agent says of itself in `hello`.
struct Greeting
{
    QString nodeId;
    QString name;
    std::function<QList<QString>()>
        platforms; ///< as they are found: a machine's services start after the agent
    QList<QString> capabilities;
};

/// The highest version that both speak. Errors: Unsupported, naming both ranges.
[[nodiscard]] Result<int> commonVersion(const HelloParams &caller);

/// Offers `hello`, `rpc.ping` and `rpc.discover`. Table and peers are borrowed and outlive the table's use.
/// A stranger learns who the node is, not what runs on it.
void bindGreeting(MethodTable &methods, PeerStore &peers, const Greeting &greeting);

} // namespace muster::agent
