// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/topbar.h"

#include "console/fleet/fleet.h"
#include "console/views/shell/searchfield.h"
#include "console/views/text/phrases.h"
#include "console/views/theme/theme.h"
#include "console/views/widgets/iconbutton.h"
#include "console/views/widgets/label.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int Height = 44;
constexpr int NarrowWidth = 1000; ///< below it the numbers of the fleet make room

} // namespace

TopBar::TopBar(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_back(new IconButton(parts.theme, u"back"_s, tr("Back")))
    , m_name(new Label(parts.theme, Label::Kind::Bold))
    , m_summary(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
    , m_search(new SearchField(parts.theme))
    , m_running(new QPushButton)
    , m_evidence(new IconButton(parts.theme, u"panel"_s, tr("Show the evidence")))
    , m_menu(new QMenu(this))
{
    setFixedHeight(Height);
    m_name->setText(u"Muster"_s);
    m_summary->setElided(true);
    auto *menu = new IconButton(parts.theme, u"menu"_s, tr("Menu"));
    menu->setMenu(m_menu);
    auto *left = new QHBoxLayout;
    left->addWidget(m_name);
    left->addSpacing(Theme::Step);
    left->addWidget(m_back);
    left->addWidget(m_summary, 1);
    auto *right = new QHBoxLayout;
    right->addStretch(1);
    right->addWidget(m_running);
    right->addWidget(m_evidence);
    right->addWidget(menu);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4 * Theme::Step, 0, 2 * Theme::Step, 1);
    layout->addLayout(left, 1);
    layout->addWidget(m_search);
    layout->addLayout(right, 1);
    m_search->setMinimumWidth(200);
    m_search->setMaximumWidth(460);
    m_search->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_running->setFlat(true);
    m_running->setAutoDefault(false);
    m_running->setIcon(parts.theme.mark(Mark::Running, devicePixelRatioF()));
    m_back->setEnabled(false);
    setRunning(0);
    connect(m_back, &QToolButton::clicked, this, &TopBar::backWanted);
    connect(static_cast<SearchField *>(m_search), &QAbstractButton::clicked, this, &TopBar::searchWanted);
    connect(m_running, &QPushButton::clicked, this, &TopBar::jobsWanted);
    connect(m_evidence, &QToolButton::clicked, this, &TopBar::evidenceWanted);
    for (const auto signal : {&Fleet::nodeAdded, &Fleet::nodeRemoved})
        connect(&parts.fleet, signal, this, &TopBar::showState);
    connect(&parts.fleet, &Fleet::systemsChanged, this, &TopBar::showState);
    connect(&parts.theme, &Theme::changed, this, [this] {
        m_running->setIcon(m_parts.theme.mark(Mark::Running, devicePixelRatioF()));
        update();
    });
    showState();
}

void TopBar::setRunning(int jobs)
{
    m_running->setVisible(jobs > 0);
    //: number of running jobs
    m_running->setText(tr("%n running", nullptr, jobs));
}

void TopBar::setCanShowEvidence(bool canShow)
{
    m_evidence->setVisible(canShow);
}

void TopBar::setCanGoBack(bool canGoBack)
{
    m_back->setEnabled(canGoBack);
}

void TopBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_parts.theme.colour(Colour::Panel));
    painter.fillRect(0, height() - 1, width(), 1, m_parts.theme.colour(Colour::Line));
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    m_summary->setVisible(width() >= NarrowWidth);
    QWidget::resizeEvent(event);
}

void TopBar::showState()
{
    m_summary->setText(Phrases::truth(m_parts.fleet));
}

} // namespace muster::console
