// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/colours.h"

#include <QHash>
#include <QPixmap>
#include <QString>

namespace muster::console {

/// What a small picture beside a name means. Never colour alone: each has its own shape and its own words.
enum class Mark {
    Well,
    Care, ///< needs care, or something runs
    Critical,
    Stale, ///< last known, partial
    Unknown, ///< also not paired, not watched
    Running,
};

[[nodiscard]] QString markFile(Mark mark); ///< the SVG, in the resources
[[nodiscard]] Colour markColour(Mark mark);

/// SVG pictures in one colour, drawn once for each size and screen.
class MarkCache
{
public:
    static constexpr qsizetype MaxPictures = 512;

    /// @param size edge in device independent pixels
    [[nodiscard]] QPixmap pixmap(const QString &file, const QColor &colour, int size, qreal devicePixelRatio);

private:
    struct Key
    {
        QString file;
        QRgb colour;
        int pixels;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed)
        {
            return qHashMulti(seed, key.file, key.colour, key.pixels);
        }
    };
    QHash<Key, QPixmap> m_pictures;
};

} // namespace muster::console
