// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/barpainter.h"
#include "console/views/theme/controlpainter.h"
#include "console/views/theme/itemviewpainter.h"
#include "console/views/theme/mnemoniccue.h"

#include <QProxyStyle>

namespace muster::console {

/// Fusion with our shapes: flat panels, hairlines, rounded buttons and fields, one visible focus ring. Says
/// who draws what; sizes are in StyleMetrics, colours in the theme.
class MusterStyle : public QProxyStyle
{
    Q_OBJECT
public:
    explicit MusterStyle(const Theme &theme); ///< the theme outlives the style

    using QProxyStyle::polish;
    void polish(QApplication *application) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option,
                                       const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                       SubControl part, const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *returnData) const override;

private:
    void drawFocus(const QStyleOption *option, QPainter *painter) const;
    void drawFrame(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    void drawMenuGround(const QStyleOption *option, QPainter *painter) const;
    void drawButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;

    const Theme &m_theme;
    const ControlPainter m_controls;
    const ItemViewPainter m_views;
    const BarPainter m_bars;
    MnemonicCue m_mnemonics;
};

} // namespace muster::console
