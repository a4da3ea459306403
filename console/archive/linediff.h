// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace muster::console {

/// One line of a comparison of two texts.
struct DiffLine
{
    enum class Side { Both, Left, Right };

    Side side = Side::Both;
    qint64 left = -1; ///< its number there, from 0; -1: it is not there
    qint64 right = -1;
    QByteArray text;
    friend bool operator==(const DiffLine &, const DiffLine &) = default;
};

/// The fewest lines that make one text the other (Myers' algorithm). Texts that differ in more than
/// `maxChanges` lines are told as one block that goes and one that comes.
[[nodiscard]] QList<DiffLine> diffLines(const QList<QByteArray> &left, const QList<QByteArray> &right,
                                        int maxChanges = 2000);

/// The same with only so many equal lines around each change; `left` and `right` tell where others were left
/// out.
[[nodiscard]] QList<DiffLine> nearChanges(const QList<DiffLine> &lines, qsizetype around);

} // namespace muster::console
