// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <functional>
#include <stop_token>

namespace muster::console {

/// How somebody looks at long work that a worker thread does: is told of it, and can end it.
struct WorkWatch
{
    std::stop_token stop = {};
    /// Bytes done, of how many; called on the thread that works. May be empty.
    std::function<void(qint64 done, qint64 total)> progress = {};

    void tell(qint64 done, qint64 total) const
    {
        if (progress)
            progress(done, total);
    }
    [[nodiscard]] bool isStopped() const { return stop.stop_requested(); }
};

/// What work answers that was ended by its watch.
[[nodiscard]] inline std::unexpected<Error> stopped(const QString &source)
{
    return fail({ErrorCode::Cancelled, QStringLiteral("stopped before the end"), source, {}, {}});
}

} // namespace muster::console
