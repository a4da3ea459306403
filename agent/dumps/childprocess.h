// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArrayView>
#include <QStringList>

#include <chrono>
#include <functional>
#include <stop_token>

namespace muster::agent {

/// What a program is given besides its arguments, which everybody on the machine can see.
struct ProgramInput
{
    /// It can be read as this file; in memory only.
    static constexpr const char *SettingsFile = "/dev/fd/3";

    QByteArray settings = {};
    /// The next bytes of its standard input, empty at the end; nothing is given when it is null.
    std::function<Result<QByteArray>()> next = {};
    QStringList environment = {}; ///< NAME=VALUE, besides the usual
};

/// A program that is run for what it says: no shell, no input but what it is given, a process group of its
/// own, which is killed as a whole when the time is over, when nobody wants more, and when it has ended and
/// left children behind.
struct ChildProcess
{
    /// How long a group that was asked to end may take before it is killed.
    static constexpr std::chrono::milliseconds Grace{2000};
    static constexpr qsizetype MaxComplaint = 4096; ///< bytes of standard error that are kept

    struct Ended
    {
        int exitCode = 0;
        int signal = 0; ///< that killed it; 0 when it exited
        QByteArray complaint; ///< the end of what it wrote to standard error
    };

    /// Runs it to its end. Blocks; not for the agent's own thread.
    /// @param arguments the program first: an absolute path, or a name that is looked up in the usual folders
    /// @param takeOutput gets its standard output piece by piece; false ends the program
    /// Errors: NotFound when there is no such program; Timeout; Cancelled; TooLarge when no more was wanted;
    /// Io; those of ProgramInput::next. What came until then was taken.
    [[nodiscard]] static Result<Ended> run(const QStringList &arguments, std::chrono::milliseconds deadline,
                                           const std::stop_token &stop,
                                           const std::function<bool(QByteArrayView)> &takeOutput,
                                           const ProgramInput &input = {});
    /// Where a program is, looked up in the folders of the system; empty when it is not there.
    [[nodiscard]] static QString find(const QString &program);
};

} // namespace muster::agent
