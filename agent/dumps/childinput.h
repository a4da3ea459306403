// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/childprocess.h"
#include "shared/wire/filedescriptor.h"

namespace muster::agent {

/// The agent's end of what a program is given to read, and the program's ends until it has started.
class ChildInput
{
public:
    /// Errors: Io.
    [[nodiscard]] static Result<ChildInput> prepare(const ProgramInput &input);

    /// The program's ends, to be handed over; -1 where it is given nothing.
    [[nodiscard]] int childEnd() const { return m_childEnd.get(); }
    [[nodiscard]] int settings() const { return m_settings.get(); }
    /// The program has its ends.
    void handedOver();

    /// To be watched for room; -1 when all was given.
    [[nodiscard]] int descriptor() const { return m_end.get(); }
    /// Gives as much as there is room for now. A program that reads no more is no error.
    /// Errors: those of ProgramInput::next.
    [[nodiscard]] Result<void> feed();

private:
    explicit ChildInput(std::function<Result<QByteArray>()> next)
        : m_next(std::move(next))
    {
    }

    std::function<Result<QByteArray>()> m_next;
    FileDescriptor m_settings;
    FileDescriptor m_childEnd;
    FileDescriptor m_end;
    QByteArray m_bytes;
    qsizetype m_given = 0; ///< of m_bytes
};

} // namespace muster::agent
