// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyle>

#include <optional>

namespace muster::console {

/// Distances and sizes that differ from Fusion's; all in pixels, most of them steps of the theme.
class StyleMetrics
{
public:
    /// Nothing where Fusion's own is right.
    [[nodiscard]] static std::optional<int> pixels(QStyle::PixelMetric metric);
    /// @param contents what is inside of the control
    /// @param byFusion how large Fusion would make it
    /// @param rowHeight of lists
    [[nodiscard]] static QSize size(QStyle::ContentsType type, const QStyleOption *option, QSize contents,
                                    QSize byFusion, int rowHeight);
};

} // namespace muster::console
