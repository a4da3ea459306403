// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/error.h"

#include "agent/dumps/handover.h"

#include <chrono>
#include <stop_token>

namespace muster::agent {

/// One member's piece of a system's dump, as the thread that puts the whole together sees it: it waits for
/// the piece to be made, then reads it. Answers come from the agent's own thread.
class PieceSource
{
public:
    PieceSource() = default;
    PieceSource(const PieceSource &) = delete;
    PieceSource &operator=(const PieceSource &) = delete;
    virtual ~PieceSource() = default;

    /// Waits until the piece is made. Errors: why there is none; Timeout, Cancelled.
    [[nodiscard]] virtual Result<DumpDetails> made(std::chrono::milliseconds deadline,
                                                   std::stop_token stop) = 0;
    /// Bytes of one of its members; fewer than DumpReadChunk at the end only. Errors: those of the member and
    /// of the way to it; Timeout, Cancelled.
    [[nodiscard]] virtual Result<QByteArray> read(const QString &member, qint64 offset,
                                                  std::stop_token stop) = 0;
};

} // namespace muster::agent
