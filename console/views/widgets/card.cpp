// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/card.h"

#include "console/views/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace muster::console {

namespace {

constexpr int CardMargin = 4 * Theme::Step;

} // namespace

Card::Card(const Theme &theme, const QString &heading, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_heading(new Label(theme, Label::Kind::Bold))
    , m_top(new QWidget)
    , m_layout(new QVBoxLayout(this))
    , m_body(new QVBoxLayout)
{
    auto *top = new QHBoxLayout(m_top);
    top->setContentsMargins(CardMargin, 3 * Theme::Step, CardMargin, 0);
    top->addWidget(m_heading);
    m_layout->setContentsMargins(1, 1, 1, 1);
    m_layout->setSpacing(0);
    m_layout->addWidget(m_top);
    m_layout->addLayout(m_body, 1);
    m_body->setContentsMargins(CardMargin, 3 * Theme::Step, CardMargin, 3 * Theme::Step);
    m_body->setSpacing(2 * Theme::Step);
    setHeading(heading);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Card::setHeading(const QString &heading)
{
    m_heading->setText(heading);
    m_top->setVisible(!heading.isEmpty());
    setAccessibleName(heading);
}

void Card::addContent(QWidget *content, int stretch)
{
    m_body->addWidget(content, stretch);
}

void Card::setFlush()
{
    m_body->setContentsMargins(0, 2 * Theme::Step, 0, Theme::Step);
}

void Card::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colour(Colour::Line));
    painter.setBrush(m_theme.colour(Colour::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2 * Theme::Step, 2 * Theme::Step);
}

} // namespace muster::console
