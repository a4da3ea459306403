// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/evidencedock.h"

#include "console/views/evidence/evidencepanel.h"
#include "console/views/viewsettings.h"

#include <QApplication>
#include <QEvent>
#include <QShortcut>
#include <QSplitter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int WidthOver = 380; ///< when it lies over the page
constexpr int LeftOfPage = 60; ///< so much of the window stays uncovered at least

} // namespace

EvidenceDock::EvidenceDock(QSplitter &splitter, EvidencePanel &panel, ViewSettings &settings)
    : QObject(&splitter)
    , m_splitter(splitter)
    , m_panel(panel)
    , m_settings(settings)
{
    splitter.installEventFilter(this);
    connect(&panel, &EvidencePanel::foldWanted, this, [this] { setWanted(false); });
    connect(&panel, &EvidencePanel::contentChanged, this, &EvidenceDock::showOrHide);
    auto *escape = new QShortcut(Qt::Key_Escape, &panel);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &EvidenceDock::uncoverPage);
}

void EvidenceDock::setWanted(bool isWanted)
{
    if (m_isBeside) {
        m_isWantedBeside = isWanted;
        m_settings.setFlag(u"evidence"_s, isWanted);
    } else {
        m_isWantedOver = isWanted;
    }
    showOrHide();
    if (!m_isBeside && m_panel.isVisible())
        takeFocus();
}

void EvidenceDock::uncoverPage()
{
    m_isWantedOver = false;
    showOrHide();
}

bool EvidenceDock::isShown() const
{
    return m_panel.isVisible();
}

bool EvidenceDock::canShow() const
{
    return m_panel.isHidden() && m_panel.hasContent();
}

void EvidenceDock::restore()
{
    m_splitter.restoreState(m_settings.state(u"splitter"_s));
    m_isWantedBeside = m_settings.flag(u"evidence"_s, true);
    fit();
    showOrHide();
}

void EvidenceDock::keep() const
{
    m_settings.setState(u"splitter"_s, m_isBeside ? m_splitter.saveState() : m_beside);
}

bool EvidenceDock::eventFilter(QObject * /*watched*/, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fit();
    return false;
}

void EvidenceDock::fit()
{
    const bool isBeside = m_splitter.width() >= RoomForBoth;
    if (isBeside != m_isBeside) {
        m_isBeside = isBeside;
        m_isWantedOver = false;
        if (isBeside)
            putBeside();
        else
            putOver();
    }
    if (!isBeside)
        place();
}

void EvidenceDock::putBeside()
{
    m_splitter.addWidget(&m_panel);
    m_splitter.setCollapsible(m_splitter.indexOf(&m_panel), false); // Lost when it was taken out.
    showOrHide();
    m_splitter.restoreState(m_beside);
}

void EvidenceDock::putOver()
{
    m_beside = m_splitter.saveState();
    m_panel.setParent(m_splitter.parentWidget());
    showOrHide();
}

void EvidenceDock::place()
{
    const QRect area = m_splitter.geometry();
    const int width = std::min(WidthOver, area.width() - LeftOfPage);
    m_panel.setGeometry(area.right() + 1 - width, area.top(), width, area.height());
    m_panel.raise();
}

void EvidenceDock::showOrHide()
{
    const bool isWanted = m_isBeside ? m_isWantedBeside : m_isWantedOver;
    const bool isShown = isWanted && m_panel.hasContent();
    if (!isShown)
        giveFocusBack();
    m_panel.setVisible(isShown);
    Q_EMIT changed();
}

void EvidenceDock::takeFocus()
{
    m_focusBefore = QApplication::focusWidget();
    m_panel.setFocus(Qt::OtherFocusReason);
}

void EvidenceDock::giveFocusBack()
{
    if (m_focusBefore && m_panel.isAncestorOf(QApplication::focusWidget()))
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_focusBefore.clear();
}

} // namespace muster::console
