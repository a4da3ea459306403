// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/bytes.h"
#include "console/archive/workwatch.h"

#include <QList>

namespace muster::console {

/// Where the lines of a text are, so that any of them can be read at once: the place of every so-manieth is
/// kept. Immutable once made; threads may share it.
class TextLines
{
public:
    static constexpr qint64 MaxLineBytes =
        16 * 1024; ///< of one line, as it is read; what is more is left out

    /// Reads all of it once. Blocks. Errors: Io, Cancelled.
    [[nodiscard]] static Result<std::shared_ptr<const TextLines>> of(SharedBytes bytes,
                                                                     const WorkWatch &watch);

    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] const SharedBytes &bytes() const { return m_bytes; }
    /// Lines from that one on, without their ends, fewer at the end of the text. Errors: Io.
    [[nodiscard]] Result<QList<QByteArray>> read(qint64 first, qint64 count) const;
    /// The line that holds that byte.
    [[nodiscard]] Result<qint64> lineAt(qint64 offset) const;

private:
    static constexpr qint64 Stride = 256;

    SharedBytes m_bytes;
    qint64 m_count = 0;
    QList<qint64> m_starts; ///< of each Stride-th line
};

} // namespace muster::console
