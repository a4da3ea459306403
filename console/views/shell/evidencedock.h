// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

class QSplitter;

namespace muster::console {

class EvidencePanel;
class ViewSettings;

/// Where the evidence is: beside the page where there is room for both, else over its right side when asked
/// for, until Escape is pressed. It is shown only while it has something to show.
class EvidenceDock : public QObject
{
    Q_OBJECT
public:
    static constexpr int RoomForBoth = 1080; ///< width of the window, in pixels

    /// @param splitter the fleet, the page, and at its end the panel
    EvidenceDock(QSplitter &splitter, EvidencePanel &panel, ViewSettings &settings);

    /// As the person wants it. Beside the page that is remembered.
    void setWanted(bool isWanted);
    /// Something else is on the page now: what lies over it goes.
    void uncoverPage();
    [[nodiscard]] bool isShown() const;
    [[nodiscard]] bool canShow() const; ///< it is not shown, and there is something to show

    void restore();
    void keep() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void changed(); ///< whether it is shown, or could be

private:
    void fit();
    void putBeside();
    void putOver();
    void place();
    void showOrHide();
    void takeFocus();
    void giveFocusBack();

    QSplitter &m_splitter;
    EvidencePanel &m_panel;
    ViewSettings &m_settings;
    QByteArray m_beside; ///< sizes from when it was beside the page last
    QPointer<QWidget> m_focusBefore; ///< it was laid over the page
    bool m_isBeside = true;
    bool m_isWantedBeside = true; ///< also while there is no room for it
    bool m_isWantedOver = false;
};

} // namespace muster::console
