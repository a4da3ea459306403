// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/emptystate.h"

#include "console/views/widgets/label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace muster::console {

namespace {

constexpr int PictureSize = 32;
constexpr int TextWidth = 420;

} // namespace

EmptyState::EmptyState(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_picture(new QLabel)
    , m_title(new Label(theme, Label::Kind::Bold))
    , m_detail(new Label(theme, Label::Kind::Base, Colour::Dim))
    , m_action(new QPushButton)
{
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addWidget(m_picture, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    auto *line = new QHBoxLayout;
    line->addStretch(1);
    line->addWidget(m_detail, 100);
    line->addStretch(1);
    layout->addLayout(line);
    layout->addSpacing(Theme::Step);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_detail->setAlignment(Qt::AlignCenter);
    m_detail->setWordWrap(true);
    m_detail->setMaximumWidth(TextWidth);
    m_action->setAutoDefault(false);
    m_action->setProperty("accented", true);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionWanted);
    connect(&theme, &Theme::changed, this, &EmptyState::showMark);
}

void EmptyState::set(Mark mark, const QString &title, const QString &detail, const QString &action)
{
    m_mark = mark;
    m_title->setText(title);
    m_detail->setText(detail);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(detail);
    showMark();
}

void EmptyState::showMark()
{
    m_picture->setPixmap(m_theme.mark(m_mark, devicePixelRatioF(), PictureSize));
}

} // namespace muster::console
