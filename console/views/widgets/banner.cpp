// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/banner.h"

#include "console/views/widgets/label.h"
#include "console/views/widgets/tones.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace muster::console {

namespace {

constexpr int MarkAt = 3 * Theme::Step;
constexpr int BannerMarkSize = 16;

} // namespace

Banner::Banner(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new Label(theme))
    , m_action(new QPushButton)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(MarkAt + BannerMarkSize + 2 * Theme::Step, 2 * Theme::Step, 2 * Theme::Step,
                               2 * Theme::Step);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    m_text->setWordWrap(true);
    m_action->setAutoDefault(false);
    setMinimumHeight(11 * Theme::Step);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionWanted);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Banner::set(Mark mark, const QString &text, const QString &action)
{
    m_mark = mark;
    if (m_text->text() != text)
        m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    update();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colour(markColour(m_mark)));
    painter.setBrush(m_theme.colour(groundColour(toneOf(m_mark))));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.drawPixmap(MarkAt, (height() - BannerMarkSize) / 2,
                       m_theme.mark(m_mark, devicePixelRatioF(), BannerMarkSize));
}

} // namespace muster::console
