// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace muster {

/// The manifest of a dump, cut out of the beginning of its tar stream as that comes.
class ManifestCutter
{
public:
    /// Takes the next bytes; those behind the manifest are left alone.
    void add(QByteArrayView bytes);
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] bool isWrong() const { return m_isWrong; } ///< there is none
    /// As it is in the stream. Errors: Invalid when the stream does not begin with one.
    [[nodiscard]] Result<QByteArray> json() const;

private:
    void look();

    QByteArray m_head; ///< of the stream
    qint64 m_at = 0; ///< of the next header
    qint64 m_from = 0;
    qint64 m_size = -1; ///< of the manifest; -1 before it is known
    bool m_isWhole = false;
    bool m_isWrong = false;
};

} // namespace muster
