// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/pageheader.h"

#include "console/views/widgets/badge.h"
#include "console/views/widgets/label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace muster::console {

PageHeader::PageHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_title(new Label(theme, Label::Kind::Title))
    , m_badge(new Badge(theme))
    , m_sentence(new Label(theme, Label::Kind::Base, Colour::Dim))
    , m_actions(new QHBoxLayout)
{
    auto *top = new QHBoxLayout;
    top->setSpacing(2 * Theme::Step);
    m_title->setElided(true);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    top->addWidget(m_title, 1);
    top->addWidget(m_badge);
    top->addStretch(1);
    top->addLayout(m_actions);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Step);
    layout->addLayout(top);
    layout->addWidget(m_sentence);
    m_sentence->setWordWrap(true);
    m_badge->hide();
    m_sentence->hide();
    setMinimumHeight(30);
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setBadge(Mark mark, const QString &text)
{
    m_badge->set(mark, text);
    m_badge->setVisible(!text.isEmpty());
}

void PageHeader::setSentence(const QString &sentence)
{
    if (m_sentence->text() != sentence)
        m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

QPushButton *PageHeader::addAction(const QString &text, bool isMain)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    button->setDefault(isMain);
    m_actions->addWidget(button);
    return button;
}

} // namespace muster::console
