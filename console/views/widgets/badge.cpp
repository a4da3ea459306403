// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/badge.h"

#include "console/views/widgets/tones.h"

#include <QPainter>

namespace muster::console {

namespace {

constexpr int BadgeHeight = 22;
constexpr int BadgeMarkSize = 12;

} // namespace

Badge::Badge(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Badge::set(Mark mark, const QString &text)
{
    if (m_mark == mark && m_text == text)
        return;
    m_mark = mark;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    const int text = QFontMetrics(m_theme.baseFont()).horizontalAdvance(m_text);
    return {2 * Theme::Step + BadgeMarkSize + Theme::Step + text + 2 * Theme::Step, BadgeHeight};
}

void Badge::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tone tone = toneOf(m_mark);
    painter.setPen(m_theme.scheme() == ColourScheme::HighContrast ? QPen(m_theme.colour(textColour(tone)))
                                                                  : QPen(Qt::NoPen));
    painter.setBrush(m_theme.colour(groundColour(tone)));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::Step, Theme::Step);
    painter.drawPixmap(2 * Theme::Step, (height() - BadgeMarkSize) / 2,
                       m_theme.mark(m_mark, devicePixelRatioF(), BadgeMarkSize));
    painter.setFont(m_theme.baseFont());
    painter.setPen(m_theme.colour(textColour(tone)));
    painter.drawText(rect().adjusted(3 * Theme::Step + BadgeMarkSize, 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, m_text);
}

} // namespace muster::console
