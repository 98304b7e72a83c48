import { Component, type ReactNode } from 'react';

type ErrorBoundaryProps = {
  words: string;
  again: string;
  /** Where the viewer is; somewhere else is worth another try. */
  path: string;
  children: ReactNode;
};
type ErrorBoundaryState = { hasFailed: boolean; path: string };

/** Shows that a page broke instead of an empty one; the frame around it goes on working. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state = { hasFailed: false, path: this.props.path };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps({ path }: ErrorBoundaryProps, state: ErrorBoundaryState) {
    return path === state.path ? null : { hasFailed: false, path };
  }

  override render() {
    if (!this.state.hasFailed) {
      return this.props.children;
    }
    return (
      <div className="page state" role="alert">
        <p>{this.props.words}</p>
        <button type="button" className="button" onClick={() => this.setState({ hasFailed: false })}>
          {this.props.again}
        </button>
      </div>
    );
  }
}
