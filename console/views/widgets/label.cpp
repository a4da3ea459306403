// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/label.h"

#include <QPainter>
#include <QStyle>

namespace muster::console {

Label::Label(const Theme &theme, Kind kind, Colour colour, QWidget *parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_kind(kind)
    , m_colour(colour)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // Whatever it lies on.
    connect(&theme, &Theme::changed, this, &Label::applyTheme);
    applyTheme();
}

void Label::setColour(Colour colour)
{
    m_colour = colour;
    applyTheme();
}

void Label::setElided(bool isElided)
{
    m_isElided = isElided;
    updateGeometry();
}

QSize Label::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    // One long word must not make a whole panel wider than its window.
    return m_isElided || wordWrap() ? QSize(std::min(hint.width(), 10 * Theme::Step), hint.height()) : hint;
}

void Label::paintEvent(QPaintEvent *event)
{
    if (!m_isElided)
        return QLabel::paintEvent(event);
    QPainter painter(this);
    const QRect area = contentsRect();
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, area.width());
    setToolTip(shown == text() ? QString() : text());
    style()->drawItemText(&painter, area, int(alignment()), palette(), isEnabled(), shown, foregroundRole());
}

void Label::applyTheme()
{
    switch (m_kind) {
    case Kind::Base:
        setFont(m_theme.baseFont());
        break;
    case Kind::Bold:
        setFont(m_theme.boldFont());
        break;
    case Kind::Heading:
        setFont(m_theme.smallFont());
        break;
    case Kind::Title:
        setFont(m_theme.titleFont());
        break;
    case Kind::Fixed:
        setFont(m_theme.fixedFont());
        break;
    case Kind::Code: {
        QFont font = m_theme.fixedFont();
        font.setPixelSize(32);
        setFont(font);
        break;
    }
    }
    QPalette own = m_theme.palette();
    own.setColor(QPalette::WindowText, m_theme.colour(m_colour));
    setPalette(own);
}

Label *wrappedLabel(const Theme &theme, const QString &text, Colour colour)
{
    auto *label = new Label(theme, Label::Kind::Base, colour);
    label->setWordWrap(true);
    label->setText(text);
    return label;
}

} // namespace muster::console
