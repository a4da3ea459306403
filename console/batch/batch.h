// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/exitcode.h"
#include "console/batch/output.h"
#include "console/batch/target.h"
#include "console/console.h"

#include <QCoroTask>

#include <chrono>
#include <stop_token>

namespace muster::console {

/// What one verb works with: the console, the output, and when to stop. All borrowed.
struct Batch
{
    Console &console;
    Output &out;
    std::chrono::milliseconds timeout; ///< for nodes to answer
    std::stop_token stop; ///< stop is requested by Ctrl+C

    [[nodiscard]] Fleet &fleet() const { return console.fleet(); }

    /// Gets the private key. False when there is none; what to do was said: the verb ends with BadInput.
    [[nodiscard]] QCoro::Task<bool> unlock();
    /// The same, and connects to these nodes, until their state is here or they were tried in vain. How each
    /// is, is in the fleet.
    [[nodiscard]] QCoro::Task<bool> reach(QStringList nodeIds);

    /// Says which of the nodes did not answer and why.
    void noteUnreached(const QStringList &nodeIds) const;
    /// Well when all answered, NotWell when some, Unreachable when none did.
    [[nodiscard]] ExitCode reachCode(const QStringList &nodeIds) const;

    /// Says what failed. @return its exit code
    [[nodiscard]] ExitCode failed(const Error &error) const;
    /// The same where the command line is at fault.
    [[nodiscard]] ExitCode badInput(const Error &error) const;

    /// Answers when Ctrl+C was pressed.
    [[nodiscard]] QCoro::Task<> stopped() const;

    /// The nodes of a TARGET; all of the fleet when it is empty.
    [[nodiscard]] Result<Target> target(const QString &text) const;
    [[nodiscard]] QString nameOf(const QString &nodeId) const;
};

/// The error with the node's name before where it is from, once.
[[nodiscard]] Error errorAt(const QString &node, Error error);

/// The worse of two ends.
[[nodiscard]] ExitCode worse(ExitCode one, ExitCode other);

} // namespace muster::console
