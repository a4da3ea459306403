// SPDX-License-Identifier: Apache-2.0
#include "console/views/widgets/tablepanel.h"

#include "console/views/theme/theme.h"
#include "console/views/widgets/emptystate.h"
#include "console/views/widgets/iconbutton.h"
#include "console/views/widgets/label.h"
#include "console/views/widgets/tableview.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

enum BarColumn { FilterColumn, ToolColumn, FreeColumn };

} // namespace

TablePanel::TablePanel(const ViewParts &parts, const QString &name, QAbstractItemModel &model,
                       QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_filter(new QLineEdit)
    , m_count(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
    , m_bar(new QWidget)
{
    setObjectName(name);
    m_proxy.setSourceModel(&model);
    m_view = new TableView(parts, name, m_proxy);
    m_empty = new EmptyState(parts.theme);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * Theme::Step);
    layout->addWidget(m_bar);
    buildBar(m_bar);
    layout->addWidget(m_stack, 1); // after the bar, for Tab goes in this order
    m_recount.setSingleShot(true);
    connect(&m_recount, &QTimer::timeout, this, &TablePanel::recount);
    connect(m_filter, &QLineEdit::textChanged, &m_proxy, &TableProxy::setWords);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_proxy, signal, this, &TablePanel::showWhatThereIs);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &TablePanel::showWhatThereIs);
    connect(&m_proxy, &QAbstractItemModel::layoutChanged, this, &TablePanel::showWhatThereIs);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &TablePanel::showWhatThereIs);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &TablePanel::showWhatThereIs);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { Q_EMIT currentChanged(m_proxy.mapToSource(current)); });
    connect(m_view, &QTreeView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT activated(m_proxy.mapToSource(index)); });
    connect(m_empty, &EmptyState::actionWanted, this, [this] {
        if (m_proxy.hasWords())
            m_filter->clear();
        else
            Q_EMIT emptyActionWanted();
    });
    showWhatThereIs();
}

void TablePanel::buildBar(QWidget *bar)
{
    //: in a field; what is typed there hides all rows that do not contain it
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    m_filter->setMinimumWidth(90);
    auto *copy = new IconButton(m_parts.theme, u"copy"_s, tr("Copy rows"));
    auto *copyMenu = new QMenu(copy);
    m_view->fillCopyMenu(*copyMenu);
    copy->setMenu(copyMenu);
    auto *columns = new IconButton(m_parts.theme, u"columns"_s, tr("Choose columns"));
    auto *columnsMenu = new QMenu(columns);
    connect(columnsMenu, &QMenu::aboutToShow, m_view, [this, columnsMenu] {
        columnsMenu->clear();
        m_view->fillColumnsMenu(*columnsMenu);
    });
    columns->setMenu(columnsMenu);
    m_toolBox = new QWidget;
    m_tools = new QHBoxLayout(m_toolBox);
    m_tools->setContentsMargins(0, 0, 0, 0);
    m_grid = new QGridLayout(bar);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->addWidget(m_filter, 0, FilterColumn);
    m_grid->addWidget(m_toolBox, 0, ToolColumn);
    m_grid->setColumnStretch(FilterColumn, 1);
    m_grid->setColumnStretch(FreeColumn, 1);
    m_grid->addWidget(m_count, 0, FreeColumn, Qt::AlignRight);
    m_grid->addWidget(copy, 0, FreeColumn + 1);
    m_grid->addWidget(columns, 0, FreeColumn + 2);
    m_lastTool = m_filter;
    setTabOrder({m_filter, copy, columns});
}

void TablePanel::resizeEvent(QResizeEvent *event)
{
    // Tools that do not fit beside the filter go below it.
    constexpr int Beside = 240; // the filter and the buttons at the right
    const bool isNarrow = m_toolBox->sizeHint().width() + Beside > width();
    if (std::exchange(m_isNarrow, isNarrow) != isNarrow) {
        m_grid->removeWidget(m_toolBox);
        if (isNarrow)
            m_grid->addWidget(m_toolBox, 1, 0, 1, FreeColumn + 3, Qt::AlignLeft);
        else
            m_grid->addWidget(m_toolBox, 0, ToolColumn);
    }
    QWidget::resizeEvent(event);
}

void TablePanel::setEmptyText(Mark mark, const QString &title, const QString &detail, const QString &action)
{
    m_emptyMark = mark;
    m_emptyTitle = title;
    m_emptyDetail = detail;
    m_emptyAction = action;
    showWhatThereIs();
}

void TablePanel::addTool(QWidget *tool)
{
    m_tools->addWidget(tool);
    setTabOrder(std::exchange(m_lastTool, tool), tool);
}

void TablePanel::selectFirst()
{
    if (!m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_proxy.index(0, 0));
}

void TablePanel::setBarVisible(bool isVisible)
{
    m_bar->setVisible(isVisible);
}

void TablePanel::setOtherView(QAbstractItemView *view)
{
    m_otherView = view;
    m_stack->addWidget(view);
}

void TablePanel::showOtherView(bool isShown)
{
    m_isOtherShown = isShown;
    showWhatThereIs();
}

void TablePanel::showWhatThereIs()
{
    const bool isAny = m_proxy.rowCount() > 0;
    if (m_proxy.sourceModel()->rowCount() == 0 || !m_proxy.hasWords())
        m_empty->set(m_emptyMark, m_emptyTitle, m_emptyDetail, m_emptyAction);
    else if (!isAny)
        m_empty->set(
            Mark::Unknown, tr("Nothing matches \u201c%1\u201d").arg(m_filter->text()),
            tr("%n rows are hidden by the filter.", nullptr, rowsWithoutHeadings(*m_proxy.sourceModel())),
            tr("Clear the filter"));
    QWidget *rows = m_isOtherShown ? static_cast<QWidget *>(m_otherView) : m_view;
    m_stack->setCurrentWidget(isAny ? rows : m_empty);
    m_recount.start(0);
}

void TablePanel::recount()
{
    const int all = rowsWithoutHeadings(*m_proxy.sourceModel());
    const int shown = rowsWithoutHeadings(m_proxy);
    //: %1 of %2 rows pass the filter
    m_count->setText(shown < all ? tr("%1 of %2").arg(shown).arg(all) : QString());
}

} // namespace muster::console
